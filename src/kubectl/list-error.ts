import { ApiError } from '../api/api-error.ts';
import { goQuote } from '../api/go-quote.ts';
import type { ApiResource } from './context.ts';

/** Says which list was refused. Models cli-runtime resource.EnhanceListError. */
export function listError(error: unknown, resource: ApiResource, labels = '', fields = ''): unknown {
  if (!(error instanceof ApiError) || (error.reason !== 'BadRequest' && error.reason !== 'NotFound')) return error;
  const what = goQuote(`${resource.group}/${resource.version}, Resource=${resource.plural}`);
  const lead =
    labels === '' && fields === ''
      ? `Unable to list ${what}`
      : `Unable to find ${what} that match label selector ${goQuote(labels)}, field selector ${goQuote(fields)}`;
  return new ApiError(error.code, error.reason, `${lead}: ${error.message}`, error.status.details);
}

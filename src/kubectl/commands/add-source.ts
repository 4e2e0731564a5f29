import { ApiError } from '../../api/api-error.ts';
import { goQuote } from '../../api/go-quote.ts';
import { KubectlError } from '../kubectl-error.ts';

/** Says which file a failure belongs to. Models cmdutil.AddSourceToErr. */
export function addSource(verb: string, source: string, error: unknown): unknown {
  if (source === '' || !(error instanceof Error)) return error;
  const message = `error when ${verb} ${goQuote(source)}: ${error.message}`;
  if (error instanceof ApiError) return new ApiError(error.code, error.reason, message, error.status.details);
  return new KubectlError(message);
}

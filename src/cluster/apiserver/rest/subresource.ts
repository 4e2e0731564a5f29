import { ApiError } from '../../../api/api-error.ts';
import type { AnyStrategy } from '../strategy.ts';
import { mainPath, statusPath, type UpdatePath } from './update.ts';

/** The rules for writing an object or one of its subresources that have the object's own shape. */
export function pathOf(strategy: AnyStrategy, subresource: string): UpdatePath {
  if (subresource === '') return mainPath(strategy);
  if (strategy.subresources?.includes(subresource) !== true) {
    throw new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});
  }
  if (subresource === 'scale' && strategy.scale !== undefined) return { ...mainPath(strategy), subresource };
  if (subresource === 'status') return statusPath(strategy);
  return strategy.subresourcePath?.(subresource) ?? { subresource };
}

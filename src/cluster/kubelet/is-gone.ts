import { ApiError } from '../../api/api-error.ts';

/** Whether an error says that the object is gone, or another one by its name is there now. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 404 || error.code === 409);
}

import { ApiError } from '../../../api/api-error.ts';
import { fieldErrorText, invalid } from '../field-error.ts';
import { badRequest, unknownError } from '../refusals.ts';

/** What is wrong with a resourceVersion in a query, in the words of APIObjectVersioner.ParseResourceVersion. */
function versionProblem(text: string): string | undefined {
  const say = (why: string) =>
    fieldErrorText(invalid('resourceVersion', text, `strconv.ParseUint: parsing ${JSON.stringify(text)}: ${why}`));
  if (!/^[0-9]*$/.test(text)) return say('invalid syntax');
  return text.length > 20 || (text !== '' && BigInt(text) >= 2n ** 64n) ? say('value out of range') : undefined;
}

/** 0 for none. A list refuses what is no number as a bad request. */
export function versionForList(text: string): number {
  const problem = versionProblem(text);
  if (problem !== undefined) throw badRequest(`invalid resource version: ${problem}`);
  return Number(text);
}

/** A watch, and reading one object, let the storage's error through as it is. */
export function versionForWatch(text: string): number {
  const problem = versionProblem(text);
  if (problem !== undefined) throw unknownError(problem);
  return Number(text);
}

/** Models apiserver storage NewTooLargeResourceVersionError. */
export function refuseFuture(asked: number, current: number): void {
  if (asked <= current) return;
  throw new ApiError(504, 'Timeout', `Timeout: Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}

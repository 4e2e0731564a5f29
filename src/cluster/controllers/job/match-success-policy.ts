import type { SuccessPolicy } from '../../../api/types/job.ts';
import { parseIndexes } from './job-indexes.ts';

/** Why the Job has succeeded before all its indexes have. Models pkg/controller/job/success_policy.go matchSuccessPolicy. */
export function matchSuccessPolicy(
  policy: SuccessPolicy | undefined,
  completions: number,
  succeeded: ReadonlySet<number>,
): string | undefined {
  if (policy === undefined || succeeded.size === 0) return undefined;
  const rule = policy.rules.findIndex(({ succeededIndexes, succeededCount = Number.POSITIVE_INFINITY }) => {
    if (succeededIndexes === undefined) return succeeded.size >= succeededCount;
    const wanted = parseIndexes(succeededIndexes, completions);
    if (wanted.size === 0) return false;
    const done = [...wanted].filter((index) => succeeded.has(index)).length;
    return done === wanted.size || done >= succeededCount;
  });
  return rule < 0 ? undefined : `Matched rules at index ${rule}`;
}

import { baselineChecks, overlappedChecks } from './baseline-checks.ts';
import { restrictedChecks } from './restricted-checks.ts';
import type { CheckedPod, SecurityCheck, Violation } from './security-check.ts';
import type { LevelVersion } from './security-policy.ts';

const checksOf = {
  privileged: [],
  baseline: [...baselineChecks, ...overlappedChecks],
  restricted: [...baselineChecks, ...restrictedChecks],
} as const satisfies Record<string, readonly SecurityCheck[]>;

/** What of a level a pod violates. Models pod-security-admission/policy checkRegistry EvaluatePod. */
export function securityViolations({ level, version }: LevelVersion, pod: CheckedPod): readonly Violation[] {
  return checksOf[level].flatMap(({ since, until = Number.POSITIVE_INFINITY, check }: SecurityCheck) => {
    const applies = since <= version && (version < until || until === Number.POSITIVE_INFINITY);
    return applies ? (check(pod) ?? []) : [];
  });
}

/** Models AggregateCheckResult ForbiddenDetail. */
export const violationsText = (violations: readonly Violation[]): string =>
  violations.map(({ reason, detail }) => `${reason} (${detail})`).join(', ');

/** Models AggregateCheckResult ForbiddenReason. */
export const reasonsText = (violations: readonly Violation[]): string =>
  violations.map(({ reason }) => reason).join(', ');

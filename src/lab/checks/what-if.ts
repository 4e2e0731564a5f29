import type { GradeSource, Outcome } from '../grade-source.ts';
import type { WhatIfCheck } from '../pack.ts';
import { checkCel } from './cel.ts';
import { checkDaemonPods } from './daemon-pods.ts';

/** Takes the steps in a copy of the cluster, lets the time pass there, and checks the copy. */
export function checkWhatIf(check: WhatIfCheck, source: GradeSource): Outcome {
  const copy = source.whatIf(check.steps, check.seconds);
  return check.expect.check === 'cel' ? checkCel(check.expect, copy) : checkDaemonPods(check.expect, copy);
}

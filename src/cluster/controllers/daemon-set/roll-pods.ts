import type { DaemonSet } from '../../../api/types/daemon-set.ts';
import type { ComponentContext } from '../../client/component.ts';
import { deletePod } from '../pod-control.ts';
import { createDaemonPods } from './create-daemon-pods.ts';
import { BURST } from './manage-pods.ts';
import { planRollout } from './plan-rollout.ts';
import type { SetRecord } from './set-record.ts';
import { updateLimits } from './update-limits.ts';

/** Takes the next step of a rolling update; returns the refusals it met. */
export function rollPods(context: ComponentContext, set: DaemonSet, hash: string, record: SetRecord): readonly Error[] {
  const { counts, serving, nodesIn } = record.tally;
  const limits = updateLimits(set, counts.desired);
  const step = planRollout({ limits, desired: counts.desired, serving, nodesIn }, BURST);
  const errors = [...createDaemonPods(context, set, hash, record, step.createOn)];
  for (const node of step.deleteOldOn) {
    const pod = record.nodes.get(node)?.rollout.oldPod;
    if (pod === undefined) continue;
    const error = deletePod(context, set, pod);
    record.dirty.add(node);
    if (error !== undefined) errors.push(error);
  }
  return errors;
}

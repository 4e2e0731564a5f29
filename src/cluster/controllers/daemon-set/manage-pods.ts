import type { DaemonSet } from '../../../api/types/daemon-set.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { ComponentContext } from '../../client/component.ts';
import { deletePod } from '../pod-control.ts';
import { createDaemonPods } from './create-daemon-pods.ts';
import { nextBackoff } from './failure-backoff.ts';
import type { Removal } from './pods-on-node.ts';
import type { SetRecord } from './set-record.ts';

/** A sync creates and deletes at most this many pods each. */
export const BURST = 250;

export interface Managed {
  readonly acted: boolean;
  readonly errors: readonly Error[];
}

/** Creates missing pods and deletes unwanted ones. Models daemon_controller.go manage and syncNodes. */
export function managePods(
  context: ComponentContext,
  set: DaemonSet,
  hash: string,
  record: SetRecord,
  now: Millis,
): Managed {
  const create = [...record.tally.create].slice(0, BURST);
  const remove = removals(record);
  for (const { node, pod, reason } of remove) report(context, set, record, node, pod, reason, now);
  const errors = [...createDaemonPods(context, set, hash, record, create)];
  for (const { node, pod } of remove) {
    const error = deletePod(context, set, pod);
    record.dirty.add(node);
    if (error !== undefined) errors.push(error);
  }
  return { acted: create.length + remove.length > 0, errors };
}

function removals(record: SetRecord): readonly (Removal & { readonly node: string })[] {
  const found: (Removal & { readonly node: string })[] = [];
  for (const node of record.tally.remove) {
    for (const removal of record.nodes.get(node)?.plan.remove ?? []) {
      if (found.length >= BURST) return found;
      found.push({ ...removal, node });
    }
  }
  return found;
}

function report(
  { events }: ComponentContext,
  set: DaemonSet,
  record: SetRecord,
  node: string,
  pod: string,
  reason: Removal['reason'],
  now: Millis,
): void {
  const where = `${set.metadata.namespace}/${pod} on node ${node}`;
  if (reason === 'failed') {
    record.failures.set(node, nextBackoff(record.failures.get(node), set.status.observedGeneration ?? 0, now));
    events.event(set, 'Warning', 'FailedDaemonPod', `Found failed daemon pod ${where}, will try to kill it`);
  } else if (reason === 'succeeded') {
    events.event(set, 'Normal', 'SucceededDaemonPod', `Found succeeded daemon pod ${where}, will try to delete it`);
  }
}

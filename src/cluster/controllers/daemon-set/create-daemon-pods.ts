import type { DaemonSet } from '../../../api/types/daemon-set.ts';
import type { ComponentContext } from '../../client/component.ts';
import { createPod } from '../pod-control.ts';
import { slowStart } from '../slow-start.ts';
import { daemonPodMaker } from './daemon-pod.ts';
import { notePod } from './refresh-nodes.ts';
import type { SetRecord } from './set-record.ts';

/** Creates a pod for each of the nodes, in growing batches; returns the refusals. */
export function createDaemonPods(
  context: ComponentContext,
  set: DaemonSet,
  hash: string,
  record: SetRecord,
  nodeNames: readonly string[],
): readonly Error[] {
  if (nodeNames.length === 0) return [];
  const podFor = daemonPodMaker(set, hash);
  return slowStart(nodeNames.length, (index) => {
    const made = createPod(context, set, podFor(nodeNames[index]!));
    if (made instanceof Error) return made;
    if (made !== undefined) notePod(record, made);
    return undefined;
  });
}

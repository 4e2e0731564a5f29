import { podCondition } from '../../../api/pod-conditions.ts';
import { pods } from '../../../api/resources.ts';
import { formatTime } from '../../../api/time.ts';
import type { ComponentContext } from '../../client/component.ts';
import { withPodCondition } from '../pod-condition.ts';

/** Nobody answers for the pods of a silent node any more. Models pkg/controller/util/node MarkPodsNotReady. */
export function markPodsNotReady({ world, client, events }: ComponentContext, nodeName: string): void {
  for (const pod of [...client.list(pods, { node: nodeName })]) {
    const ready = podCondition(pod, 'Ready');
    if (ready === undefined || ready.status === 'False') continue;
    const now = formatTime(world.clock.now());
    const conditions = withPodCondition(pod.status.conditions, { ...ready, status: 'False' }, now);
    client.updateStatus(pods, { ...pod, status: { ...pod.status, conditions } });
    events.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready');
  }
}

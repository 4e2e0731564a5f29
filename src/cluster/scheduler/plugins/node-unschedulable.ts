import { toleratesTaint } from '../../../api/tolerations.ts';
import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { hint, isOwn } from '../cluster-event.ts';
import type { Rejection, SchedulerPlugin } from '../plugin.ts';

const TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const;

const refused: Rejection = {
  plugin: 'NodeUnschedulable',
  reasons: ['node(s) were unschedulable'],
  preemptable: false,
};

const tolerates = ({ spec }: Pod): boolean =>
  spec.tolerations?.some((toleration) => toleratesTaint(toleration, TAINT)) ?? false;

/** Models kube-scheduler plugins/nodeunschedulable. */
export const nodeUnschedulable: SchedulerPlugin = {
  name: 'NodeUnschedulable',
  local: true,
  hints: [
    hint<Node>('Node', ['Add', 'UpdateNodeTaint'], (_, { now }) => now?.spec.unschedulable !== true),
    hint<Pod>('UnscheduledPod', ['UpdatePodToleration'], (pod, event) => isOwn(pod, event) && tolerates(event.now!)),
  ],
  filter: (_, pod, { node }) => (node.spec.unschedulable !== true || tolerates(pod) ? undefined : refused),
  explain: (_, __, { node }) => ({
    looked: `spec.unschedulable: ${node.spec.unschedulable === true}`,
    field: 'spec.tolerations',
  }),
};

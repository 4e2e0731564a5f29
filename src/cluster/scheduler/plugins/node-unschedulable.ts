import { toleratesTaint } from '../../../api/tolerations.ts';
import type { SchedulerPlugin } from '../plugin.ts';

const TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const;

/** Models kube-scheduler plugins/nodeunschedulable. */
export const nodeUnschedulable: SchedulerPlugin = {
  name: 'NodeUnschedulable',
  filter(pod, { node }) {
    if (node.spec.unschedulable !== true) return undefined;
    if (pod.spec.tolerations?.some((toleration) => toleratesTaint(toleration, TAINT))) return undefined;
    return { plugin: 'NodeUnschedulable', reasons: ['node(s) were unschedulable'], preemptable: false };
  },
};

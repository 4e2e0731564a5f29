import { findUntoleratedTaint, toleratesTaint } from '../../../api/tolerations.ts';
import type { SchedulerPlugin } from '../plugin.ts';

/** Models kube-scheduler plugins/tainttoleration. */
export const taintToleration: SchedulerPlugin = {
  name: 'TaintToleration',
  weight: 3,
  normalise: 'lower-is-better',
  filter(pod, { node }) {
    const taint = findUntoleratedTaint(node.spec.taints, pod.spec.tolerations, ['NoSchedule', 'NoExecute']);
    if (taint === undefined) return undefined;
    const reason = `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`;
    return { plugin: 'TaintToleration', reasons: [reason], preemptable: false };
  },
  score(pod, { node }) {
    const preferring = (pod.spec.tolerations ?? []).filter(({ effect }) => !effect || effect === 'PreferNoSchedule');
    return (node.spec.taints ?? []).filter(
      (taint) =>
        taint.effect === 'PreferNoSchedule' && !preferring.some((toleration) => toleratesTaint(toleration, taint)),
    ).length;
  },
};

import { findUntoleratedTaint, toleratesTaint } from '../../../api/tolerations.ts';
import type { Taint, Toleration } from '../../../api/types/affinity.ts';
import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { hint, isOwn } from '../cluster-event.ts';
import type { SchedulerPlugin } from '../plugin.ts';
import { normaliseByGreatest } from '../score-normalising.ts';

const untolerated = (pod: Pod, { spec }: Node): Taint | undefined =>
  spec.taints === undefined
    ? undefined
    : findUntoleratedTaint(spec.taints, pod.spec.tolerations, ['NoSchedule', 'NoExecute']);

/** Models kube-scheduler plugins/tainttoleration. */
export const taintToleration: SchedulerPlugin<undefined, readonly Toleration[]> = {
  name: 'TaintToleration',
  local: true,
  hints: [
    hint<Node>('Node', ['Add', 'UpdateNodeTaint'], (pod, { old, now }) => {
      const wasRefused = old === undefined || untolerated(pod, old) !== undefined;
      return wasRefused && untolerated(pod, now!) === undefined;
    }),
    hint('UnscheduledPod', ['UpdatePodToleration'], isOwn),
  ],
  filter(_, pod, { node }) {
    const taint = untolerated(pod, node);
    if (taint === undefined) return undefined;
    const reason = `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`;
    return { plugin: 'TaintToleration', reasons: [reason], preemptable: false };
  },
  preScore: ({ spec }) => ({
    state: (spec.tolerations ?? []).filter(({ effect }) => !effect || effect === 'PreferNoSchedule'),
  }),
  score(preferring, _, { node }) {
    let score = 0;
    for (const taint of node.spec.taints ?? []) {
      if (taint.effect !== 'PreferNoSchedule') continue;
      if (!preferring.some((toleration) => toleratesTaint(toleration, taint))) score++;
    }
    return score;
  },
  normalise: (_, scores) => normaliseByGreatest(scores, true),
  explain(_, pod, { node }) {
    const taints = (node.spec.taints ?? []).filter(({ effect }) => effect !== 'PreferNoSchedule');
    const taint = untolerated(pod, node) ?? taints[0];
    if (taint === undefined) return { looked: 'no taints', field: 'spec.tolerations' };
    return { looked: `taint ${taintText(taint)}`, field: 'spec.tolerations' };
  },
};

const taintText = ({ key, value, effect }: Taint): string => `${key}${value ? `=${value}` : ''}:${effect}`;

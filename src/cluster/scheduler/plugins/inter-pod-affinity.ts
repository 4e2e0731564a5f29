import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { podTerms, termMatches } from '../affinity-terms.ts';
import { type ClusterEvent, hint, isOwn } from '../cluster-event.ts';
import { nodeLabel } from '../node-label.ts';
import type { SchedulerPlugin } from '../plugin.ts';
import type { PluginConfig } from '../scheduler-configuration.ts';
import { MAX_NODE_SCORE } from '../score-normalising.ts';
import type { SchedulingView } from '../view.ts';
import {
  type AffinityCounts,
  affinityCounts,
  copyAffinityCounts,
  countAt,
  countInAffinity,
  filterByAffinity,
} from './affinity-filter.ts';
import { type AffinityScores, affinityScores } from './affinity-score.ts';

/** Models kube-scheduler plugins/interpodaffinity. */
export function createInterPodAffinity(
  config: PluginConfig['InterPodAffinity'] = {},
): SchedulerPlugin<AffinityCounts, AffinityScores> {
  const hardWeight = config.hardPodAffinityWeight ?? 1;
  const ignoresOthers = config.ignorePreferredTermsOfExistingPods ?? false;

  return {
    name: 'InterPodAffinity',
    hints: [
      hint<Pod>('AssignedPod', ['Add', 'UpdatePodLabel', 'Delete'], podMayHelp),
      hint('UnscheduledPod', ['UpdatePodLabel'], isOwn),
      hint<Node>('Node', ['Add', 'UpdateNodeLabel'], nodeMayHelp),
    ],
    preFilter(pod, view) {
      const counts = affinityCounts(pod, view);
      return counts === undefined ? 'skip' : { state: counts };
    },
    filter: (counts, pod, info, view) => filterByAffinity(counts, pod, info, view),
    countPod: countInAffinity,
    copyState: copyAffinityCounts,
    preScore(pod, _, view) {
      const scores = affinityScores(pod, view, hardWeight, ignoresOthers);
      return scores === undefined ? 'skip' : { state: scores };
    },
    score(scores, _, { node }) {
      let score = 0;
      for (const [key, byValue] of scores) {
        const value = nodeLabel(node, key);
        if (value !== undefined) score += byValue.get(value) ?? 0;
      }
      return score;
    },
    normalise(_, scores) {
      let least = Number.MAX_SAFE_INTEGER;
      let most = Number.MIN_SAFE_INTEGER;
      for (const score of scores) {
        if (score < least) least = score;
        if (score > most) most = score;
      }
      const range = most - least;
      for (let i = 0; i < scores.length; i++) {
        scores[i] = range > 0 ? Math.trunc(MAX_NODE_SCORE * ((scores[i]! - least) / range)) : 0;
      }
    },
    explain(counts, pod, info, view) {
      if (counts === undefined) return undefined;
      const reason = filterByAffinity(counts, pod, info, view)?.reasons[0] ?? '';
      const { affinity, antiAffinity } = podTerms(pod);
      const anti = reason.includes('anti-affinity') || affinity.length === 0;
      const terms = anti ? antiAffinity : affinity;
      const there = anti ? counts.antiAffinity : counts.affinity;
      const required = 'requiredDuringSchedulingIgnoredDuringExecution';
      if (reason.includes('existing') || terms.length === 0) {
        const looked = `pods there keep it away from their ${[...counts.existing.keys()].join(', ')}`;
        return { looked, field: 'metadata.labels' };
      }
      const looked = terms.map(({ topologyKey }) => {
        const count = countAt(there, topologyKey, info.node);
        if (count === undefined) return `no label ${topologyKey}`;
        return `${topologyKey}=${nodeLabel(info.node, topologyKey)}: ${count} matching pods`;
      });
      return {
        looked: looked.join('; '),
        field: `spec.affinity.${anti ? 'podAntiAffinity' : 'podAffinity'}.${required}`,
      };
    },
  };
}

/** Models isSchedulableAfterPodChange: a pod came that it wants, or one went that it, or that, could not bear. */
function podMayHelp(pod: Pod, { old, now }: ClusterEvent<Pod>, { lister }: SchedulingView): boolean {
  const { affinity, antiAffinity } = podTerms(pod);
  const wanted = (one: Pod | undefined) =>
    one !== undefined && affinity.length > 0 && affinity.every((term) => termMatches(term, one, lister));
  const unwanted = (one: Pod | undefined) =>
    one !== undefined && antiAffinity.some((term) => termMatches(term, one, lister));
  if (!wanted(old) && wanted(now)) return true;
  if (unwanted(old) && !unwanted(now)) return true;
  if (now !== undefined || old === undefined) return false;
  // The first of a series may go anywhere, so that the last pod that matched may be in the way, too.
  if (wanted(old)) return true;
  return podTerms(old).antiAffinity.some((term) => termMatches(term, pod, lister));
}

/** Models isSchedulableAfterNodeChange. */
function nodeMayHelp(pod: Pod, { old, now }: ClusterEvent<Node>): boolean {
  const { affinity, antiAffinity } = podTerms(pod);
  const terms = [...affinity, ...antiAffinity];
  if (terms.length === 0) return true;
  return terms.some(({ topologyKey: key }) => {
    const [before, value] = [old, now].map((node) => (node === undefined ? undefined : nodeLabel(node, key)));
    return value !== before && (value !== undefined || antiAffinity.length > 0);
  });
}

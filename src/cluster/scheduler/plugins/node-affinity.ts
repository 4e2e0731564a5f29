import { podRequiredNodeAffinityMatches, preferredNodeAffinityScore } from '../../../api/node-affinity.ts';
import type { SchedulerPlugin } from '../plugin.ts';

/** Models kube-scheduler plugins/nodeaffinity. */
export const nodeAffinity: SchedulerPlugin = {
  name: 'NodeAffinity',
  weight: 2,
  normalise: 'higher-is-better',
  /** Where every term names its node by metadata.name (daemon pods), only those nodes are looked at. */
  preFilter(pod) {
    const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
    if (terms === undefined || terms.length === 0) return undefined;
    const names = new Set<string>();
    for (const { matchFields } of terms) {
      let ofTerm: Set<string> | undefined;
      for (const { key, operator, values } of matchFields ?? []) {
        if (key !== 'metadata.name' || operator !== 'In') continue;
        const given = new Set(values);
        ofTerm = ofTerm === undefined ? given : new Set([...ofTerm].filter((name) => given.has(name)));
      }
      if (ofTerm === undefined) return undefined;
      for (const name of ofTerm) names.add(name);
    }
    return names;
  },
  filter(pod, { node }) {
    if (podRequiredNodeAffinityMatches(pod.spec, node)) return undefined;
    return {
      plugin: 'NodeAffinity',
      reasons: ["node(s) didn't match Pod's node affinity/selector"],
      preemptable: false,
    };
  },
  score: (pod, { node }) =>
    preferredNodeAffinityScore(pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution, node),
};

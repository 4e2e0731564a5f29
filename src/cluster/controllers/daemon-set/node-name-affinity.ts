import type { Affinity, NodeSelectorTerm } from '../../../api/types/affinity.ts';
import type { Pod } from '../../../api/types/pod.ts';

/**
 * Replaces the required node affinity by one that names the node, so that the scheduler binds the pod there and nowhere
 * else. Models pkg/controller/daemon/util ReplaceDaemonSetPodNodeNameNodeAffinity.
 */
export function withNodeNameAffinity(affinity: Affinity | undefined, nodeName: string): Affinity {
  const term: NodeSelectorTerm = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [nodeName] }] };
  return {
    ...affinity,
    nodeAffinity: {
      ...affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
    },
  };
}

/**
 * The node a daemon pod is on or is meant for; undefined when it names none.
 * Models pkg/controller/daemon/util GetTargetNodeName.
 */
export function targetNodeOf(pod: Pod): string | undefined {
  if (pod.spec.nodeName) return pod.spec.nodeName;
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  for (const term of required?.nodeSelectorTerms ?? []) {
    for (const field of term.matchFields ?? []) {
      if (field.key === 'metadata.name' && field.operator === 'In' && field.values?.length === 1) {
        return field.values[0];
      }
    }
  }
  return undefined;
}

import type { Pod } from '../../api/types/pod.ts';
import { nodeAffinity } from './plugins/node-affinity.ts';

/** The one node a pod names by metadata.name, as a DaemonSet's pods do. */
export function pinnedNode(pod: Pod): string | undefined {
  const narrowed = nodeAffinity.preFilter?.(pod);
  if (narrowed === undefined || !('nodes' in narrowed) || narrowed.nodes.size !== 1) return undefined;
  return [...narrowed.nodes][0];
}

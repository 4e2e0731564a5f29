import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import { filterNode } from './decide.ts';
import { addPod, newNodeInfo } from './node-info.ts';
import type { Rejection } from './plugin.ts';

export interface PlacementAnswer {
  readonly node: string;
  /** Undefined: the node would take the pod. */
  readonly rejection: Rejection | undefined;
}

/** Asks every given node whether it would take the pod, beside the pods it has. The same values decide in the scheduler. */
export function explainPlacement(
  pod: Pod,
  nodes: readonly { readonly node: Node; readonly pods: readonly Pod[] }[],
): readonly PlacementAnswer[] {
  return nodes.map(({ node, pods }) => {
    const info = newNodeInfo(node);
    for (const other of pods) if (other.metadata.uid !== pod.metadata.uid) addPod(info, other);
    return { node: node.metadata.name, rejection: filterNode(pod, info) };
  });
}

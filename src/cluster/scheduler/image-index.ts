import type { NodeInfo } from './node-info.ts';

/** Where an image is and how big. Models framework ImageStateSummary. */
export interface ImageState {
  readonly size: number;
  readonly nodes: Set<string>;
}

export interface ImageIndex {
  /** Notes that the node may have other images than before. */
  nodeChanged(node: string): void;
  /** The image on this node; undefined when it is not there. */
  on(info: NodeInfo, image: string): ImageState | undefined;
}

/** Which images are on which nodes; worked out only once a pod's score asks for it. Models the scheduler cache's imageStates. */
export function createImageIndex(nodes: ReadonlyMap<string, NodeInfo>): ImageIndex {
  const images = new Map<string, ImageState>();
  const listed = new Map<string, readonly string[]>();
  const changed = new Set<string>(nodes.keys());

  function refresh(): void {
    if (changed.size === 0) return;
    for (const name of changed) read(name);
    changed.clear();
  }

  function read(name: string): void {
    for (const image of listed.get(name) ?? []) {
      const state = images.get(image);
      state?.nodes.delete(name);
      if (state?.nodes.size === 0) images.delete(image);
    }
    const there: string[] = [];
    for (const { names, sizeBytes } of nodes.get(name)?.node.status.images ?? []) {
      for (const image of names ?? []) {
        const state = images.get(image) ?? { size: sizeBytes ?? 0, nodes: new Set() };
        state.nodes.add(name);
        images.set(image, state);
        there.push(image);
      }
    }
    if (there.length > 0) listed.set(name, there);
    else listed.delete(name);
  }

  return {
    nodeChanged: (node) => void changed.add(node),
    on({ node }, image) {
      refresh();
      const state = images.get(image);
      return state?.nodes.has(node.metadata.name) ? state : undefined;
    },
  };
}

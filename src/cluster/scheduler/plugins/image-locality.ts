import type { Pod } from '../../../api/types/pod.ts';
import type { SchedulerPlugin } from '../plugin.ts';
import { MAX_NODE_SCORE } from '../score-normalising.ts';

const MB = 1024 * 1024;
const LEAST_BYTES = 23 * MB;
const MOST_BYTES_PER_CONTAINER = 1000 * MB;

/** Prefers nodes that have the pod's images; the more nodes have an image, the more it counts. Models plugins/imagelocality. */
export const imageLocality: SchedulerPlugin<undefined, readonly string[]> = {
  name: 'ImageLocality',
  hints: [],
  preScore: (pod) => ({ state: imagesOf(pod) }),
  score(wanted, _, info, { images, nodes }) {
    if (info.node.status.images === undefined) return 0;
    let bytes = 0;
    for (const image of wanted) {
      const state = images.on(info, image);
      if (state !== undefined) bytes += Math.trunc(state.size * (state.nodes.size / nodes.size));
    }
    const most = MOST_BYTES_PER_CONTAINER * wanted.length;
    const counted = Math.max(LEAST_BYTES, Math.min(most, bytes));
    return Math.trunc((MAX_NODE_SCORE * (counted - LEAST_BYTES)) / (most - LEAST_BYTES));
  },
};

const imagesOf = ({ spec }: Pod): readonly string[] =>
  [...(spec.initContainers ?? []), ...spec.containers].map(({ image }) => withTag(image ?? ''));

/** Models normalizedImageName. */
const withTag = (image: string): string =>
  image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;

import type { ContainerImage } from '../../api/types/node.ts';
import { findImage } from './image-registry.ts';

/** Models nodeStatusMaxImages and MaxNamesPerImageInNodeStatus. */
const MOST_IMAGES = 50;
const MOST_NAMES = 5;

/** The images on a machine as its node's status lists them, the biggest first. Models kubelet nodestatus Images. */
export function nodeImages(names: ReadonlySet<string>): readonly ContainerImage[] {
  const byId = new Map<string, { readonly names: string[]; readonly sizeBytes: number }>();
  for (const name of names) {
    const answer = findImage(name);
    if (answer.kind !== 'found') continue;
    const { image, imageId, sizeBytes } = answer;
    const known = byId.get(imageId) ?? { names: [imageId], sizeBytes };
    byId.set(imageId, known);
    if (image !== imageId) known.names.push(image);
  }
  return [...byId.values()]
    .sort((a, b) => b.sizeBytes - a.sizeBytes || (a.names[0]! < b.names[0]! ? -1 : 1))
    .slice(0, MOST_IMAGES)
    .map(({ names: all, sizeBytes }) => ({ names: all.slice(0, MOST_NAMES), sizeBytes }));
}

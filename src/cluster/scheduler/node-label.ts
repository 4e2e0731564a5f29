import type { Node } from '../../api/types/node.ts';

/** The value of a node's label; undefined without it, whatever the label is called (`constructor`). */
export function nodeLabel({ metadata: { labels } }: Node, key: string): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

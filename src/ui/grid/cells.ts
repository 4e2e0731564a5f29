import { clusterStore } from './cluster-store.ts';

/** The cells of the grid in their order: the nodes, then one named '' for pods without a node, where there are any. */
export interface Cells {
  readonly names: readonly string[];
  indexOf(name: string): number | undefined;
}

export function createCells(): Cells {
  const names = clusterStore.nodes().map(({ name }) => name);
  if (clusterStore.podsOn('').length > 0) names.push('');
  const indexes = new Map(names.map((name, index) => [name, index]));
  return { names, indexOf: (name) => indexes.get(name) };
}

/** Whether the cell of unbound pods has come or gone since these cells were made. */
createCells.changes = (cells: Cells): boolean =>
  (cells.indexOf('') !== undefined) !== clusterStore.podsOn('').length > 0;

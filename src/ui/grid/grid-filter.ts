import { create } from 'zustand';
import type { PodView } from '../../api/view.ts';
import { clusterStore } from './cluster-store.ts';

/** View state of the grid: what is shown of the cluster, and how. */
export interface GridFilter {
  /** '' shows all. */
  readonly namespace: string;
  readonly controller: string;
  /** Label keys whose values the cards show; undefined while a person has not chosen, which shows all but the system's. */
  readonly labels: readonly string[] | undefined;
  readonly view: 'grid' | 'table';
}

export const useGridFilter = create<GridFilter>(() => ({
  namespace: '',
  controller: '',
  labels: undefined,
  view: 'grid',
}));

export function shows(filter: Pick<GridFilter, 'namespace' | 'controller'>, pod: PodView): boolean {
  return (
    (filter.namespace === '' || pod.namespace === filter.namespace) &&
    (filter.controller === '' || pod.controller === filter.controller)
  );
}

const systemLabel = /(^|\.)(kubernetes\.io|k8s\.io)\//;

export function isSystemLabel(key: string): boolean {
  return systemLabel.test(key);
}

/** The label keys to show now. */
export function chosenLabels(labels: GridFilter['labels']): readonly string[] {
  if (labels !== undefined) return labels;
  const keys = new Set<string>();
  for (const node of clusterStore.nodes().slice(0, 60))
    for (const key of Object.keys(node.labels)) if (!isSystemLabel(key)) keys.add(key);
  return [...keys].sort();
}

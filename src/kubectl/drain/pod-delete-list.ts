import type { Pod } from '../../api/types/pod.ts';
import type { PodVerdict } from './pod-filters.ts';

export interface JudgedPod {
  readonly pod: Pod;
  readonly verdict: PodVerdict;
}

function byMessage(judged: readonly JudgedPod[], reason: PodVerdict['reason']): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { pod, verdict } of judged) {
    if (verdict.reason !== reason) continue;
    const message = verdict.message === '' && reason === 'Error' ? 'unexpected error' : verdict.message;
    const names = groups.get(message) ?? [];
    names.push(`${pod.metadata.namespace ?? ''}/${pod.metadata.name}`);
    groups.set(message, names);
  }
  return groups;
}

/** The text behind `Warning: `; '' without warnings. Models kubectl/pkg/drain/filters.go PodDeleteList.Warnings. */
export function drainWarnings(judged: readonly JudgedPod[]): string {
  return [...byMessage(judged, 'Warning')].map(([message, pods]) => `${message}: ${pods.join(', ')}`).join('; ');
}

/** Why the node cannot be drained. Models kubectl/pkg/drain/filters.go PodDeleteList.errors. */
export function drainErrors(judged: readonly JudgedPod[]): readonly string[] {
  return [...byMessage(judged, 'Error')].map(([message, pods]) => `cannot delete ${message}: ${pods.join(', ')}`);
}

export function podsToDelete(judged: readonly JudgedPod[]): readonly Pod[] {
  return judged.filter(({ verdict }) => verdict.delete).map(({ pod }) => pod);
}

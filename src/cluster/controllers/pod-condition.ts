import type { PodCondition } from '../../api/types/pod.ts';

/** Adds or replaces a condition; the transition time stays while the status does. Models api/v1/pod UpdatePodCondition. */
export function withPodCondition(
  conditions: readonly PodCondition[] | undefined,
  condition: Omit<PodCondition, 'lastTransitionTime'>,
  now: string,
): readonly PodCondition[] {
  const before = conditions?.find(({ type }) => type === condition.type);
  if (before === undefined) return [...(conditions ?? []), { ...condition, lastTransitionTime: now }];
  const lastTransitionTime = before.status === condition.status ? (before.lastTransitionTime ?? now) : now;
  const next = { ...before, ...condition, lastTransitionTime };
  return conditions!.map((other) => (other === before ? next : other));
}

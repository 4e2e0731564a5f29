import type { Condition } from '../../../api/object.ts';

const TYPE = 'DisruptionAllowed';

/** Adds or replaces the condition; its transition time stays while its status does. Models apimachinery meta SetStatusCondition. */
export function withDisruptionAllowed(
  conditions: readonly Condition[] | undefined,
  next: Pick<Condition, 'status' | 'reason' | 'message'>,
  observedGeneration: number,
  now: string,
): readonly Condition[] {
  const before = conditions?.find(({ type }) => type === TYPE);
  const lastTransitionTime = before?.status === next.status ? before.lastTransitionTime : now;
  const condition: Condition = { type: TYPE, ...next, observedGeneration, lastTransitionTime };
  if (before === undefined) return [...(conditions ?? []), condition];
  return conditions!.map((other) => (other === before ? condition : other));
}

/** What the condition says of a computed budget. Models component-helpers poddisruptionbudget UpdateDisruptionAllowedCondition. */
export function disruptionAllowed(disruptionsAllowed: number): Pick<Condition, 'status' | 'reason' | 'message'> {
  return disruptionsAllowed > 0
    ? { status: 'True', reason: 'SufficientPods', message: '' }
    : { status: 'False', reason: 'InsufficientPods', message: '' };
}

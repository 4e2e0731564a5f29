import { podCondition } from '../../../api/pod-conditions.ts';
import { parseTime } from '../../../api/time.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Service } from '../../../api/types/service.ts';
import type { Millis } from '../../../sim/clock.ts';

/** The changes that a service's endpoints have taken in. */
export interface TriggerTimes {
  readonly service: Millis;
  readonly pods: ReadonlyMap<string, Millis>;
}

/**
 * The first change since the endpoints were last computed, and what is taken in now.
 * Models endpointslice/util TriggerTimeTracker ComputeEndpointLastChangeTriggerTime.
 */
export function triggerTime(
  known: TriggerTimes | undefined,
  service: Service,
  pods: readonly Pod[],
): { readonly times: TriggerTimes; readonly firstMs: Millis | undefined } {
  const changes: Millis[] = [];
  const now = new Map<string, Millis>();
  for (const pod of pods) {
    const at = parseTime(podCondition(pod, 'Ready')?.lastTransitionTime);
    if (at === undefined) continue;
    now.set(pod.metadata.name, at);
    if (at > (known?.pods.get(pod.metadata.name) ?? 0)) changes.push(at);
  }
  const created = parseTime(service.metadata.creationTimestamp) ?? 0;
  if (created > (known?.service ?? 0)) changes.push(created);
  const firstMs = changes.reduce<Millis | undefined>(
    (least, at) => (least === undefined || at < least ? at : least),
    undefined,
  );
  return { times: { service: created, pods: now }, firstMs };
}

import { jsonEqual } from '../../../api/json-equal.ts';
import { isPodAvailable, isPodReady } from '../../../api/pod-conditions.ts';
import { formatTime } from '../../../api/time.ts';
import type { ReplicaSetCondition, ReplicaSetStatus } from '../../../api/types/deployment.ts';
import type { Pod, PodTemplateSpec } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';

/** What the two kinds that keep a number of pods have in common. */
export interface ReplicaOwner {
  readonly metadata: { readonly generation?: number };
  readonly spec: { readonly replicas?: number; readonly minReadySeconds?: number; readonly template?: PodTemplateSpec };
  readonly status: ReplicaSetStatus;
}

const FAILURE = 'ReplicaFailure';

/** The status that follows from the pods; the old one when nothing changed. Models replica_set_utils.go calculateStatus. */
export function replicaStatus(
  owner: ReplicaOwner,
  active: readonly Pod[],
  failure: { readonly message: string; readonly creating: boolean } | undefined,
  now: Millis,
): ReplicaSetStatus {
  const { minReadySeconds = 0, template } = owner.spec;
  const wanted = Object.entries(template?.metadata?.labels ?? {});
  let [labeled, ready, available] = [0, 0, 0];
  for (const pod of active) {
    if (wanted.every(([key, value]) => pod.metadata.labels?.[key] === value)) labeled++;
    if (!isPodReady(pod)) continue;
    ready++;
    if (isPodAvailable(pod, minReadySeconds, now)) available++;
  }
  const old = owner.status ?? { replicas: 0 };
  const { conditions: _, ...others } = old;
  const conditions = withFailure(old.conditions ?? [], failure, now);
  const count = (name: string, value: number) => (value === 0 ? {} : { [name]: value });
  const { fullyLabeledReplicas: _f, readyReplicas: _r, availableReplicas: _a, ...kept } = others;
  const next: ReplicaSetStatus = {
    ...kept,
    replicas: active.length,
    ...count('fullyLabeledReplicas', labeled),
    ...count('readyReplicas', ready),
    ...count('availableReplicas', available),
    observedGeneration: owner.metadata.generation ?? 0,
    ...(conditions.length === 0 ? {} : { conditions }),
  };
  return jsonEqual(next, old) ? old : next;
}

function withFailure(
  conditions: readonly ReplicaSetCondition[],
  failure: { readonly message: string; readonly creating: boolean } | undefined,
  now: Millis,
): readonly ReplicaSetCondition[] {
  const known = conditions.find(({ type }) => type === FAILURE);
  const others = conditions.filter(({ type }) => type !== FAILURE);
  if (failure === undefined) return others;
  if (known !== undefined) return conditions;
  const reason = failure.creating ? 'FailedCreate' : 'FailedDelete';
  const lastTransitionTime = formatTime(now);
  return [...others, { type: FAILURE, status: 'True', lastTransitionTime, reason, message: failure.message }];
}

import { ApiError } from '../../../api/api-error.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import { podAvailableAt } from '../../../api/pod-conditions.ts';
import { pods, statefulSets } from '../../../api/resources.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { StatefulSet, StatefulSetStatus } from '../../../api/types/stateful-set.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { Change } from '../../client/client.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { claim } from '../claim.ts';
import { controllerOf } from '../controller-ref.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { RetryError } from '../retry-error.ts';
import { countPods } from './pod-states.ts';
import { ordinalOf, podName, REVISION_LABEL } from './set-pod.ts';
import { cleanUpSetRevisions, type SetRevisions, setRevisions } from './set-revisions.ts';
import { createStatefulPodControl } from './stateful-pod-control.ts';
import { updateStatefulSet } from './update-stateful-set.ts';

/** Runs the numbered pods of StatefulSets. Models pkg/controller/statefulset. */
export function createStatefulSetController(context: ComponentContext): ReconcilerHandle {
  const { world, client } = context;
  const control = createStatefulPodControl(context);

  function* podKeys({ object, old }: Change<Pod>) {
    const { namespace = '' } = object.metadata;
    for (const pod of old === undefined ? [object] : [object, old]) {
      const reference = controllerOf(pod);
      if (reference?.kind === 'StatefulSet') yield `${namespace}/${reference.name}`;
    }
    if (controllerOf(object) !== undefined) return;
    const parent = object.metadata.name.replace(/-[0-9]+$/, '');
    if (parent !== object.metadata.name && client.get(statefulSets, namespace, parent) !== undefined) {
      yield `${namespace}/${parent}`;
    }
  }

  /** The set's pods by ordinal, after adoption and release. */
  function podsOf(set: StatefulSet): Map<number, Pod> {
    const { namespace, uid } = set.metadata;
    const found = new Map<number, Pod>();
    const take = (pod: Pod) => {
      const ordinal = ordinalOf(set, pod);
      const mine = ordinal === undefined ? undefined : claim(client, pods, set, set.spec.selector, pod);
      if (mine !== undefined) found.set(ordinal!, mine);
    };
    for (const pod of client.list(pods, { owner: uid })) if (controllerOf(pod)?.uid === uid) take(pod);
    const start = set.spec.ordinals?.start ?? 0;
    for (let ordinal = start; ordinal < start + (set.spec.replicas ?? 0); ordinal++) {
      const orphan = found.has(ordinal) ? undefined : client.get(pods, namespace, podName(set, ordinal));
      if (orphan !== undefined && controllerOf(orphan) === undefined) take(orphan);
    }
    return found;
  }

  function reconcile(key: string): Millis | undefined {
    const { namespace, name } = splitKey(key);
    const set = client.get(statefulSets, namespace, name);
    if (set === undefined) return undefined;
    const now = world.clock.now();
    const revisions = setRevisions(client, set);
    const own = podsOf(set);
    let failure: Error | undefined;
    let again: Millis | undefined;
    try {
      if (set.metadata.deletionTimestamp === undefined) again = updateStatefulSet(control, set, revisions, own, now);
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof RetryError)) throw error;
      failure = error;
    }
    writeStatus(set, revisions, [...own.values()], now);
    const inUse = new Set([...own.values()].map((pod) => pod.metadata.labels?.[REVISION_LABEL] ?? ''));
    cleanUpSetRevisions(client, set, revisions, inUse);
    if (failure !== undefined) throw new RetryError(failure.message);
    const waits = [...own.values()]
      .map((pod) => podAvailableAt(pod, set.spec.minReadySeconds ?? 0))
      .filter((at): at is Millis => at !== undefined && at > now);
    if (again !== undefined) waits.push(now + again);
    return waits.length === 0 ? undefined : Math.min(...waits) - now;
  }

  function writeStatus(set: StatefulSet, revisions: SetRevisions, own: readonly Pod[], now: Millis): void {
    const names = { current: revisions.current.metadata.name, update: revisions.update.metadata.name };
    const counts = countPods(set, own, names, now);
    const wanted = set.spec.replicas ?? 0;
    const done =
      set.spec.updateStrategy?.type === 'RollingUpdate' &&
      counts.updatedReplicas === wanted &&
      counts.readyReplicas === wanted &&
      counts.replicas === wanted;
    const { replicas, availableReplicas, ...others } = counts;
    const shown = done ? { ...others, currentReplicas: counts.updatedReplicas } : others;
    const status: StatefulSetStatus = {
      observedGeneration: set.metadata.generation ?? 0,
      replicas,
      ...Object.fromEntries(Object.entries(shown).filter(([, count]) => count > 0)),
      availableReplicas,
      currentRevision: done ? names.update : names.current,
      updateRevision: names.update,
      collisionCount: revisions.collisionCount,
      ...(set.status.conditions === undefined ? {} : { conditions: set.status.conditions }),
    };
    if (jsonEqual(status, set.status)) return;
    const fresh = client.get(statefulSets, set.metadata.namespace, set.metadata.name);
    if (fresh !== undefined) client.updateStatus(statefulSets, { ...fresh, status });
  }

  return runReconciler(world, client, {
    name: 'statefulset',
    triggers: [trigger(statefulSets, ({ object }) => [keyOf(object)]), trigger(pods, podKeys)],
    reconcile,
  });
}

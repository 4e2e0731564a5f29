import { ApiError } from '../../../api/api-error.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import { isPodAvailable, podAvailableAt } from '../../../api/pod-conditions.ts';
import { persistentVolumeClaims, pods, statefulSets } from '../../../api/resources.ts';
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
import { templateOfRevision } from '../revision-data.ts';
import { countPods, isHealthy, isRunningAndReady, isTerminating } from './pod-states.ts';
import { ordinalOf, podName, REVISION_LABEL, setClaims, setPod } from './set-pod.ts';
import { cleanUpSetRevisions, type SetRevisions, setRevisions } from './set-revisions.ts';

/** Runs the numbered pods of StatefulSets. Models pkg/controller/statefulset. */
export function createStatefulSetController(context: ComponentContext): ReconcilerHandle {
  const { world, client, events } = context;

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
    let failure: ApiError | undefined;
    try {
      if (set.metadata.deletionTimestamp === undefined) act(set, revisions, own, now);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failure = error;
    }
    writeStatus(set, revisions, [...own.values()], now);
    const inUse = new Set([...own.values()].map((pod) => pod.metadata.labels?.[REVISION_LABEL] ?? ''));
    cleanUpSetRevisions(client, set, revisions, inUse);
    if (failure !== undefined) throw new RetryError(failure.message);
    const waits = [...own.values()]
      .map((pod) => podAvailableAt(pod, set.spec.minReadySeconds ?? 0))
      .filter((at): at is Millis => at !== undefined && at > now);
    return waits.length === 0 ? undefined : Math.min(...waits) - now;
  }

  /** Makes, deletes and updates pods, one at a time unless the set allows more. Models updateStatefulSet. */
  function act(set: StatefulSet, revisions: SetRevisions, own: Map<number, Pod>, now: Millis): void {
    const oneByOne = set.spec.podManagementPolicy !== 'Parallel';
    const start = set.spec.ordinals?.start ?? 0;
    const end = start + (set.spec.replicas ?? 0);
    const minReadySeconds = set.spec.minReadySeconds ?? 0;
    const isUp = (pod: Pod) => isRunningAndReady(pod) && isPodAvailable(pod, minReadySeconds, now);

    for (let ordinal = start; ordinal < end; ordinal++) {
      const pod = own.get(ordinal);
      if (pod === undefined) {
        own.set(ordinal, makePod(set, revisions, ordinal));
        if (oneByOne) return;
      } else if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') {
        // The new pod is made once this one is gone.
        if (!isTerminating(pod)) replaceEnded(set, pod);
        if (oneByOne) return;
      } else if (oneByOne && (isTerminating(pod) || !isUp(pod))) return;
    }

    const condemned = [...own].filter(([ordinal]) => ordinal < start || ordinal >= end).sort(([a], [b]) => b - a);
    const firstUnhealthy = [...own].sort(([a], [b]) => a - b).find(([, pod]) => !isHealthy(pod))?.[1];
    for (const [, pod] of condemned) {
      if (isTerminating(pod)) {
        if (oneByOne) return;
        continue;
      }
      if (oneByOne && !isUp(pod) && pod !== firstUnhealthy) return;
      removePod(set, pod);
      if (oneByOne) return;
    }

    if (set.spec.updateStrategy?.type === 'OnDelete') return;
    const partition = start + (set.spec.updateStrategy?.rollingUpdate?.partition ?? 0);
    for (let ordinal = end - 1; ordinal >= partition; ordinal--) {
      const pod = own.get(ordinal);
      if (pod === undefined) return;
      if (pod.metadata.labels?.[REVISION_LABEL] !== revisions.update.metadata.name && !isTerminating(pod)) {
        removePod(set, pod);
        return;
      }
      if (!isHealthy(pod)) return;
    }
  }

  /** Models newVersionedStatefulSetPod with CreateStatefulPod. */
  function makePod(set: StatefulSet, revisions: SetRevisions, ordinal: number): Pod {
    const { rollingUpdate, type } = set.spec.updateStrategy ?? {};
    const start = set.spec.ordinals?.start ?? 0;
    const kept =
      rollingUpdate === undefined
        ? type === 'RollingUpdate' && ordinal < start + (set.status.currentReplicas ?? 0)
        : ordinal < start + (rollingUpdate.partition ?? 0);
    const revision = kept ? revisions.current : revisions.update;
    const draft = setPod(set, templateOfRevision(revision.data ?? {}), revision.metadata.name, ordinal);
    const name = podName(set, ordinal);
    const { namespace } = set.metadata;
    try {
      for (const wanted of setClaims(set, ordinal)) {
        if (client.get(persistentVolumeClaims, namespace, wanted.metadata.name!) !== undefined) continue;
        client.create(persistentVolumeClaims, namespace, wanted);
        const done = `create Claim ${wanted.metadata.name} Pod ${name} in StatefulSet ${set.metadata.name} success`;
        events.event(set, 'Normal', 'SuccessfulCreate', done);
      }
      const pod = client.create(pods, namespace, draft);
      events.event(
        set,
        'Normal',
        'SuccessfulCreate',
        `create Pod ${name} in StatefulSet ${set.metadata.name} successful`,
      );
      return pod;
    } catch (error) {
      if (error instanceof ApiError) {
        const failed = `create Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${error.message}`;
        events.event(set, 'Warning', 'FailedCreate', failed);
      }
      throw error;
    }
  }

  function replaceEnded(set: StatefulSet, pod: Pod): void {
    const { namespace, name } = set.metadata;
    const failed = pod.status.phase === 'Failed';
    const what = `StatefulSet ${namespace}/${name} is recreating ${failed ? 'failed' : 'terminated'} Pod ${pod.metadata.name}`;
    events.event(set, failed ? 'Warning' : 'Normal', failed ? 'RecreatingFailedPod' : 'RecreatingTerminatedPod', what);
    removePod(set, pod);
  }

  function removePod(set: StatefulSet, { metadata }: Pod): void {
    client.delete(pods, metadata.namespace, metadata.name);
    const done = `delete Pod ${metadata.name} in StatefulSet ${set.metadata.name} successful`;
    events.event(set, 'Normal', 'SuccessfulDelete', done);
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

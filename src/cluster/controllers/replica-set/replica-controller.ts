import { labelSelectorMatches } from '../../../api/labels.ts';
import type { Draft, KubeObject, LabelSelector } from '../../../api/object.ts';
import { isPodTerminal, podAvailableAt } from '../../../api/pod-conditions.ts';
import { pods, type Resource } from '../../../api/resources.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { claim } from '../claim.ts';
import { controllerOf, controllerRef } from '../controller-ref.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { createPod, deletePod } from '../pod-control.ts';
import { RetryError } from '../retry-error.ts';
import { slowStart } from '../slow-start.ts';
import { podsToDelete } from './deletion-order.ts';
import { type ReplicaOwner, replicaStatus } from './replica-status.ts';

/** So many pods are made or deleted in one turn at most. Models pkg/controller/replicaset BurstReplicas. */
const BURST = 500;

/** How a kind keeps a number of pods. */
export interface ReplicaKind<T extends KubeObject & ReplicaOwner> {
  readonly name: string;
  readonly resource: Resource<T>;
  selector(owner: T): LabelSelector | undefined;
}

/** Keeps as many pods as an object asks for. Models pkg/controller/replicaset, which serves both kinds as well. */
export function createReplicaController<T extends KubeObject & ReplicaOwner>(
  context: ComponentContext,
  kind: ReplicaKind<T>,
): ReconcilerHandle {
  const { world, client } = context;
  /** The pods without a controller, by namespace: whoever's selector they match may adopt them. */
  const state = world.state(`${kind.name}-controller`, () => ({ orphans: new Map<string, Set<string>>() }));
  const isOurs = (pod: Pod | undefined) => {
    const reference = pod && controllerOf(pod);
    return reference?.kind === kind.resource.kind ? `${pod!.metadata.namespace}/${reference.name}` : undefined;
  };

  function* podKeys({ type, object, old }: { readonly type: string; readonly object: Pod; readonly old?: Pod }) {
    const { namespace = '', name } = object.metadata;
    const [key, before] = [isOurs(object), isOurs(old)];
    if (before !== undefined && before !== key) yield before;
    if (key !== undefined) yield key;
    const orphans = state.orphans.get(namespace);
    if (type === 'DELETED' || controllerOf(object) !== undefined) {
      orphans?.delete(name);
      return;
    }
    if (orphans === undefined) state.orphans.set(namespace, new Set([name]));
    else orphans.add(name);
    for (const owner of client.list(kind.resource, { namespace })) {
      if (labelSelectorMatches(kind.selector(owner), object.metadata.labels)) yield keyOf(owner);
    }
  }

  /** The pods that are the owner's and have not ended, after adoption and release. */
  function claimed(owner: T): readonly Pod[] {
    const { namespace = '', uid } = owner.metadata;
    const found: Pod[] = [];
    const take = (pod: Pod | undefined) => {
      if (pod === undefined || pod.metadata.deletionTimestamp !== undefined || isPodTerminal(pod)) return;
      const mine = claim(client, pods, owner, kind.selector(owner), pod);
      if (mine !== undefined) found.push(mine);
    };
    for (const pod of client.list(pods, { owner: uid })) if (controllerOf(pod)?.uid === uid) take(pod);
    for (const name of [...(state.orphans.get(namespace) ?? [])]) {
      const pod = client.get(pods, namespace, name);
      if (pod !== undefined && controllerOf(pod) === undefined) take(pod);
    }
    return found;
  }

  function reconcile(key: string): Millis | undefined {
    const { namespace, name } = splitKey(key);
    const owner = client.get(kind.resource, namespace, name);
    if (owner === undefined) return undefined;
    const active = claimed(owner);
    const failure = owner.metadata.deletionTimestamp === undefined ? manage(owner, active) : undefined;
    const now = world.clock.now();
    const fresh = client.get(kind.resource, namespace, name);
    if (fresh !== undefined) {
      const status = replicaStatus({ ...owner, status: fresh.status }, active, failure, now);
      if (status !== fresh.status) client.updateStatus(kind.resource, { ...fresh, status });
    }
    if (failure !== undefined) throw new RetryError(failure.message);
    return nextAvailable(active, owner.spec.minReadySeconds ?? 0, now);
  }

  /** Models manageReplicas. */
  function manage(owner: T, active: readonly Pod[]) {
    const missing = (owner.spec.replicas ?? 0) - active.length;
    if (missing > 0) {
      const draft = podDraft(owner);
      const errors = slowStart(Math.min(missing, BURST), () => {
        const made = createPod(context, owner, draft);
        return made instanceof Error ? made : undefined;
      });
      if (missing > BURST && errors.length === 0) handle.enqueue(keyOf(owner), 1);
      return errors.length === 0 ? undefined : { message: errors[0]!.message, creating: true };
    }
    if (missing === 0) return undefined;
    const count = Math.min(-missing, BURST);
    const errors = podsToDelete(active, relatedPods(owner, active), count, world.clock.now())
      .map((pod) => deletePod(context, owner, pod.metadata.name))
      .filter((error) => error !== undefined);
    return errors.length === 0 ? undefined : { message: errors[0]!.message, creating: false };
  }

  /** The active pods of the sets that share the owner's own controller. Models getIndirectlyRelatedPods. */
  function relatedPods(owner: T, active: readonly Pod[]): readonly Pod[] {
    const above = controllerOf(owner);
    if (above === undefined) return active;
    const sets = client.list(kind.resource, { owner: above.uid });
    return sets.flatMap(({ metadata }) =>
      client
        .list(pods, { owner: metadata.uid })
        .filter((pod) => pod.metadata.deletionTimestamp === undefined && !isPodTerminal(pod)),
    );
  }

  const handle = runReconciler(world, client, {
    name: kind.name,
    triggers: [trigger(kind.resource, ({ object }) => [keyOf(object)]), trigger(pods, podKeys)],
    reconcile,
    // A turn of a big set takes a while, and the pods that change meanwhile share the next one.
    pauseMs(key) {
      const { namespace, name } = splitKey(key);
      return Math.min(250, Math.floor((client.get(kind.resource, namespace, name)?.spec.replicas ?? 0) / 10));
    },
  });
  return handle;
}

/** Models pkg/controller GetPodFromTemplate. */
function podDraft(owner: KubeObject & ReplicaOwner): Draft<Pod> {
  const { metadata, spec } = owner.spec.template ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${owner.metadata.name}-`,
      ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
      ...(metadata?.annotations === undefined ? {} : { annotations: metadata.annotations }),
      ...(metadata?.finalizers === undefined ? {} : { finalizers: metadata.finalizers }),
      ownerReferences: [controllerRef(owner)],
    },
    spec: spec ?? { containers: [] },
  };
}

function nextAvailable(active: readonly Pod[], minReadySeconds: number, now: Millis): Millis | undefined {
  if (minReadySeconds === 0) return undefined;
  const times = active.map((pod) => podAvailableAt(pod, minReadySeconds)).filter((at) => at !== undefined && at > now);
  return times.length === 0 ? undefined : Math.min(...(times as Millis[])) - now;
}

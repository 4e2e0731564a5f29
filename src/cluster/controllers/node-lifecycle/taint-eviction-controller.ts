import { ApiError } from '../../../api/api-error.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import { nodes, pods } from '../../../api/resources.ts';
import { formatTime } from '../../../api/time.ts';
import { toleratesTaint } from '../../../api/tolerations.ts';
import type { Taint, Toleration } from '../../../api/types/affinity.ts';
import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis, TaskId } from '../../../sim/clock.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { withPodCondition } from '../pod-condition.ts';

const noExecute = (node: Node | undefined): readonly Taint[] =>
  (node?.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');

/**
 * How long a pod may stay under these taints, in milliseconds: 0 not at all, undefined for ever.
 * Models pkg/controller/tainteviction getMinTolerationTime with GetMatchingTolerations.
 */
export function toleratedMs(taints: readonly Taint[], tolerations: readonly Toleration[]): Millis | undefined {
  let shortest: number | undefined;
  for (const taint of taints) {
    // Of several tolerations of one taint the first counts.
    const toleration = tolerations.find((candidate) => toleratesTaint(candidate, taint));
    if (toleration === undefined) return 0;
    const seconds = toleration.tolerationSeconds;
    if (seconds === undefined) continue;
    if (seconds <= 0) return 0;
    if (shortest === undefined || seconds < shortest) shortest = seconds;
  }
  return shortest === undefined ? undefined : shortest * 1000;
}

/** Evicts pods that do not tolerate their node's NoExecute taints (for longer). Models pkg/controller/tainteviction. */
export function createTaintEvictionController({ world, client, events }: ComponentContext): ReconcilerHandle {
  const { clock } = world;
  const planned = world.state('taint-eviction-controller', () => ({
    evictions: new Map<string, { since: Millis; at: Millis; id: TaskId }>(),
  })).evictions;
  const evict = clock.task<string>('taint-eviction-controller/evict', (key) => {
    planned.delete(key);
    evictNow(key);
  });

  function evictNow(key: string): void {
    const { namespace, name } = splitKey(key);
    const pod = client.get(pods, namespace, name);
    if (pod === undefined) return;
    events.event(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${key}`);
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
    };
    const conditions = withPodCondition(pod.status.conditions, condition, formatTime(clock.now()));
    try {
      client.updateStatus(pods, { ...pod, status: { ...pod.status, conditions } });
      client.delete(pods, namespace, name);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  function cancel(key: string): void {
    const plan = planned.get(key);
    if (plan === undefined) return;
    clock.cancel(plan.id);
    planned.delete(key);
    const { namespace, name } = splitKey(key);
    const about = client.get(pods, namespace, name);
    if (about !== undefined) {
      events.event(about, 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${key}`);
    }
  }

  /** Models processPodOnNode. */
  function consider(pod: Pod, taints: readonly Taint[]): void {
    const key = keyOf(pod);
    const tolerated = toleratedMs(taints, pod.spec.tolerations ?? []);
    if (taints.length === 0 || tolerated === undefined) {
      cancel(key);
      return;
    }
    if (tolerated === 0) {
      cancel(key);
      if (pod.metadata.deletionTimestamp === undefined) evictNow(key);
      return;
    }
    const now = clock.now();
    const plan = planned.get(key);
    // A plan that is due sooner stands; otherwise the time runs from when the pod was first given notice.
    if (plan !== undefined && plan.since + tolerated < now + tolerated) return;
    cancel(key);
    planned.set(key, { since: now, at: now + tolerated, id: evict.after(tolerated, key) });
  }

  return runReconciler(world, client, {
    name: 'taint-eviction',
    triggers: [
      trigger(nodes, ({ object, old }) => (jsonEqual(noExecute(object), noExecute(old)) ? [] : [object.metadata.name])),
      trigger(pods, ({ type, object, old }) => {
        if (type === 'DELETED') return planned.has(keyOf(object)) ? [keyOf(object)] : [];
        const { nodeName, tolerations } = object.spec;
        if (!nodeName || (old?.spec.nodeName === nodeName && jsonEqual(old.spec.tolerations, tolerations))) return [];
        return noExecute(client.get(nodes, undefined, nodeName)).length > 0 ? [keyOf(object)] : [];
      }),
    ],
    reconcile(key) {
      if (key.includes('/')) {
        const { namespace, name } = splitKey(key);
        const pod = client.get(pods, namespace, name);
        if (pod === undefined) cancel(key);
        else consider(pod, noExecute(client.get(nodes, undefined, pod.spec.nodeName ?? '')));
        return undefined;
      }
      const node = client.get(nodes, undefined, key);
      if (node === undefined) return undefined;
      const taints = noExecute(node);
      for (const pod of [...client.list(pods, { node: key })]) consider(pod, taints);
      return undefined;
    },
  });
}

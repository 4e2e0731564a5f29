import { isPodTerminal, podCondition } from '../../../api/pod-conditions.ts';
import { pods } from '../../../api/resources.ts';
import { formatTime, parseTime } from '../../../api/time.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { withPodCondition } from '../pod-condition.ts';

const STALE_AFTER_MS = 120_000;
const TYPE = 'DisruptionTarget';

/** Takes back a DisruptionTarget condition of a pod that was not deleted after all. Models syncStalePodDisruption. */
export function createStaleDisruptionCleaner({ world, client }: ComponentContext): ReconcilerHandle {
  const waitMs = (pod: Pod): Millis | undefined => {
    if (pod.metadata.deletionTimestamp !== undefined || isPodTerminal(pod)) return undefined;
    const condition = podCondition(pod, TYPE);
    if (condition?.status !== 'True' || condition.reason === 'TerminationByKubelet') return undefined;
    const since = parseTime(condition.lastTransitionTime) ?? 0;
    return Math.max(0, since + STALE_AFTER_MS - world.clock.now());
  };
  return runReconciler(world, client, {
    name: 'stale-disruption',
    triggers: [
      trigger(pods, ({ type, object }) => (type === 'DELETED' || waitMs(object) === undefined ? [] : [keyOf(object)])),
    ],
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const pod = client.get(pods, namespace, name);
      const wait = pod === undefined ? undefined : waitMs(pod);
      if (pod === undefined || wait === undefined) return undefined;
      if (wait > 0) return wait;
      const { conditions } = pod.status;
      const reset = withPodCondition(
        conditions?.map((one) => (one.type === TYPE ? withoutReason(one) : one)),
        { type: TYPE, status: 'False' },
        formatTime(world.clock.now()),
      );
      client.updateStatus(pods, { ...pod, status: { ...pod.status, conditions: reset } });
      return undefined;
    },
  });
}

function withoutReason<T extends { readonly reason?: string; readonly message?: string }>({
  reason,
  message,
  ...rest
}: T): Omit<T, 'reason' | 'message'> {
  return rest;
}

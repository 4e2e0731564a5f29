import { ApiError } from '../../../api/api-error.ts';
import { jobs } from '../../../api/resources.ts';
import { parseTime } from '../../../api/time.ts';
import type { Job } from '../../../api/types/job.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { finishedCondition } from '../job/job-conditions.ts';
import { keyOf, splitKey } from '../object-key.ts';

/** Deletes Jobs some time after they have ended. Models pkg/controller/ttlafterfinished. */
export function createTtlAfterFinishedController({ world, client }: ComponentContext): ReconcilerHandle {
  const isMortal = ({ metadata, spec }: Job): boolean =>
    spec.ttlSecondsAfterFinished !== undefined && metadata.deletionTimestamp === undefined;
  return runReconciler(world, client, {
    name: 'ttl-after-finished',
    looksAgainAtRest: true,
    triggers: [
      trigger(jobs, ({ type, object }) =>
        type !== 'DELETED' && isMortal(object) && finishedCondition(object) !== undefined ? [keyOf(object)] : [],
      ),
    ],
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const job = client.get(jobs, namespace, name);
      const finishedMs = job === undefined ? undefined : parseTime(finishedCondition(job)?.lastTransitionTime);
      if (job === undefined || finishedMs === undefined || !isMortal(job)) return undefined;
      const leftMs = finishedMs + job.spec.ttlSecondsAfterFinished! * 1000 - world.clock.now();
      if (leftMs > 0) return leftMs;
      const preconditions = { uid: job.metadata.uid };
      try {
        client.delete(jobs, namespace, name, { propagationPolicy: 'Foreground', preconditions });
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 404) throw error;
      }
      return undefined;
    },
  });
}

import { jobs, pods } from '../../../api/resources.ts';
import type { Job } from '../../../api/types/job.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { controllerOf } from '../controller-ref.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { finishedCondition } from './job-conditions.ts';
import { isTracked, untrack } from './job-pods.ts';

/** Lets go of pods that no Job will count any more. Models pkg/controller/job syncOrphanPod. */
export function createOrphanJobPodCleaner({ world, client }: ComponentContext): ReconcilerHandle {
  const isOrphan = (pod: Pod): boolean => {
    if (!isTracked(pod)) return false;
    const owner = controllerOf(pod);
    if (owner === undefined || owner.kind !== 'Job') return true;
    const job = client.get(jobs, pod.metadata.namespace, owner.name);
    return job === undefined || job.metadata.uid !== owner.uid || finishedCondition(job) !== undefined;
  };
  const podsOf = ({ metadata }: Job) => client.list(pods, { namespace: metadata.namespace!, owner: metadata.uid });
  return runReconciler(world, client, {
    name: 'job-orphan-pods',
    triggers: [
      trigger(jobs, ({ type, object }) =>
        type === 'DELETED' || finishedCondition(object) !== undefined
          ? podsOf(object).filter(isTracked).map(keyOf)
          : [],
      ),
      trigger(pods, ({ type, object }) => (type !== 'DELETED' && isOrphan(object) ? [keyOf(object)] : [])),
    ],
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const pod = client.get(pods, namespace, name);
      if (pod !== undefined && isOrphan(pod)) untrack(client, pod);
      return undefined;
    },
  });
}

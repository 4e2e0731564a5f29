import { labelSelectorMatches } from '../../../api/labels.ts';
import { jobs, pods } from '../../../api/resources.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { ComponentContext } from '../../client/component.ts';
import { runReconciler, trigger } from '../../client/reconciler.ts';
import { controllerOf } from '../controller-ref.ts';
import { keyOf, splitKey } from '../object-key.ts';
import type { Pausable } from '../pausable.ts';
import type { BackoffRecord } from './job-backoff.ts';
import { finishedCondition } from './job-conditions.ts';
import { createOrphanJobPodCleaner } from './orphan-job-pods.ts';
import { syncJob } from './sync-job.ts';

/** What happens to pods within this time shares one turn. Models SyncJobBatchPeriod. */
const BATCH_MS = 1000;
const OWN_NAME = 'kubernetes.io/job-controller';

/** Runs pods of Jobs until enough of them have succeeded. Models pkg/controller/job. */
export function createJobController(context: ComponentContext): Pausable {
  const { world, client } = context;
  const { backoffs } = world.state('job-controller', () => ({ backoffs: new Map<string, BackoffRecord>() }));

  const syncs = runReconciler(world, client, {
    name: 'job',
    triggers: [
      trigger(jobs, ({ object, old }) =>
        old === undefined || old.metadata.generation !== object.metadata.generation ? [keyOf(object)] : [],
      ),
    ],
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const job = client.get(jobs, namespace, name);
      if (job === undefined || finishedCondition(job) !== undefined) {
        backoffs.delete(key);
        return undefined;
      }
      if (job.spec.managedBy !== undefined && job.spec.managedBy !== OWN_NAME) return undefined;
      return syncJob(context, key, job, backoffs);
    },
  });
  client.watch(jobs, ({ type, object, old }) => {
    const changed = type === 'MODIFIED' && old?.metadata.generation === object.metadata.generation;
    if (changed && finishedCondition(object) === undefined) syncs.enqueue(keyOf(object), BATCH_MS);
  });
  client.watch(pods, ({ type, object, old }) => {
    for (const pod of old === undefined ? [object] : [object, old]) {
      const owner = controllerOf(pod);
      if (owner?.kind === 'Job') syncs.enqueue(`${pod.metadata.namespace}/${owner.name}`, BATCH_MS);
    }
    if (type !== 'DELETED' && controllerOf(object) === undefined) {
      for (const key of adopters(object)) syncs.enqueue(key, BATCH_MS);
    }
  });

  function adopters({ metadata }: Pod): readonly string[] {
    return client
      .list(jobs, { namespace: metadata.namespace! })
      .filter((job) => labelSelectorMatches(job.spec.selector, metadata.labels))
      .map(keyOf);
  }

  const orphans = createOrphanJobPodCleaner(context);
  return {
    setRunning(running) {
      syncs.setRunning(running);
      orphans.setRunning(running);
    },
  };
}

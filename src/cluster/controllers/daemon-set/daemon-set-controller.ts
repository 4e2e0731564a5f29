import { labelSelectorMatches } from '../../../api/labels.ts';
import { daemonSets, pods } from '../../../api/resources.ts';
import type { DaemonSet } from '../../../api/types/daemon-set.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler } from '../../client/reconciler.ts';
import { controllerOf } from '../controller-ref.ts';
import { splitKey } from '../object-key.ts';
import { RetryError } from '../retry-error.ts';
import { daemonSetStatus } from './daemon-set-status.ts';
import { daemonSetTriggers } from './daemon-set-triggers.ts';
import { managePods } from './manage-pods.ts';
import { adoptOrphans, markEverything, refreshNodes } from './refresh-nodes.ts';
import { cleanUpRevisions, constructRevisions, hashOf } from './revisions.ts';
import { rollPods } from './roll-pods.ts';
import { createSetRecord, markDue, type SetRecord } from './set-record.ts';

/** Runs a pod of every DaemonSet on every node that should have one. Models pkg/controller/daemon. */
export function createDaemonSetController(context: ComponentContext): ReconcilerHandle {
  const { world, client } = context;
  const records = world.state('daemon-set-controller', () => ({ sets: new Map<string, SetRecord>() })).sets;

  function recordOf(key: string, set: DaemonSet): SetRecord {
    const known = records.get(key);
    if (known?.uid === set.metadata.uid) return known;
    const record = createSetRecord(set.metadata.uid);
    records.set(key, record);
    for (const pod of client.list(pods, { namespace: set.metadata.namespace! })) {
      if (controllerOf(pod) === undefined && labelSelectorMatches(set.spec.selector, pod.metadata.labels)) {
        record.orphans.add(pod.metadata.name);
      }
    }
    return record;
  }

  /** Models daemon_controller.go syncDaemonSet. */
  function reconcile(key: string): Millis | undefined {
    const { namespace, name } = splitKey(key);
    const set = client.get(daemonSets, namespace, name);
    if (set === undefined) {
      records.delete(key);
      return undefined;
    }
    if (set.metadata.deletionTimestamp !== undefined) return undefined;
    const record = recordOf(key, set);
    const now = world.clock.now();
    adoptOrphans(client, set, record);
    const revisions = constructRevisions(client, set, function* () {
      for (const podsOnNode of record.pods.values()) yield* podsOnNode.keys();
    });
    const hash = hashOf(revisions.current);
    if (record.generation !== set.metadata.generation || record.hash !== hash) {
      record.generation = set.metadata.generation ?? 0;
      record.hash = hash;
      markEverything(client, set, record);
    }
    markDue(record, now);
    const refresh = () => refreshNodes(client, set, hash, record, now);
    refresh();

    const managed = managePods(context, set, hash, record, now);
    refresh();
    // Kubernetes goes on to the update only after it has seen the pods that it has just made or deleted.
    let errors = managed.errors;
    if (!managed.acted && errors.length === 0 && set.spec.updateStrategy?.type === 'RollingUpdate') {
      errors = rollPods(context, set, hash, record);
      refresh();
    }
    if (errors.length === 0) cleanUpRevisions(client, set, revisions.old, record.podsOfHash);
    writeStatus(set, record);
    if (errors.length > 0) throw new RetryError(errors.map(({ message }) => message).join('; '));
    const next = markDue(record, now);
    return next === undefined ? undefined : next - now;
  }

  function writeStatus(set: DaemonSet, record: SetRecord): void {
    const fresh = client.get(daemonSets, set.metadata.namespace, set.metadata.name);
    if (fresh === undefined) return;
    const status = daemonSetStatus({ ...fresh, metadata: set.metadata }, record.tally.counts);
    if (status !== fresh.status) client.updateStatus(daemonSets, { ...fresh, status });
  }

  return runReconciler(world, client, {
    name: 'daemonset',
    triggers: daemonSetTriggers(client, records),
    reconcile,
    pauseMs: (key) => syncDurationMs(records.get(key)?.nodes.size ?? 0),
  });
}

/**
 * How long a sync of a set takes. Unlike Kubernetes' syncs, ours take no time; without a pause a big set would be
 * synced, and its status written, for every single pod that changes.
 */
function syncDurationMs(nodeCount: number): Millis {
  return Math.min(250, Math.floor(nodeCount / 10));
}

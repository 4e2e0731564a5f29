import { nodes, pods } from '../../../api/resources.ts';
import type { DaemonSet } from '../../../api/types/daemon-set.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { Client } from '../../client/client.ts';
import { claim } from '../claim.ts';
import { assessNode } from './assess-node.ts';
import { REVISION_HASH_LABEL } from './daemon-pod.ts';
import { backoffUntil } from './failure-backoff.ts';
import { targetNodeOf } from './node-name-affinity.ts';
import { forgetPod, rememberPod, type SetRecord, setAssessment } from './set-record.ts';

/** Notes a pod of the set under its node and has that node looked at. Returns the node. */
export function notePod(record: SetRecord, pod: Pod): string | undefined {
  const node = targetNodeOf(pod);
  if (node === undefined) return undefined;
  rememberPod(record, node, pod.metadata.name, pod.metadata.labels?.[REVISION_HASH_LABEL] ?? '');
  record.dirty.add(node);
  return node;
}

/** Reads everything about a set afresh: all nodes, its pods, and the orphans it may adopt. */
export function markEverything(client: Client, set: DaemonSet, record: SetRecord): void {
  for (const node of client.list(nodes)) record.dirty.add(node.metadata.name);
  for (const node of record.nodes.keys()) record.dirty.add(node);
  for (const pod of client.list(pods, { namespace: set.metadata.namespace!, owner: set.metadata.uid })) {
    notePod(record, pod);
  }
}

/** Adopts the pods that matched the set's selector when they had no controller. */
export function adoptOrphans(client: Client, set: DaemonSet, record: SetRecord): void {
  for (const name of record.orphans) {
    const pod = client.get(pods, set.metadata.namespace, name);
    const claimed = pod === undefined ? undefined : claim(client, pods, set, set.spec.selector, pod);
    if (claimed !== undefined) notePod(record, claimed);
  }
  record.orphans.clear();
}

/** Assesses the dirty nodes again from what the API server holds now. */
export function refreshNodes(client: Client, set: DaemonSet, hash: string, record: SetRecord, now: Millis): void {
  const generation = set.status.observedGeneration ?? 0;
  for (const name of record.dirty) {
    const own = podsOf(client, set, record, name);
    const node = client.get(nodes, undefined, name);
    if (node === undefined && own.length === 0) {
      setAssessment(record, name, undefined);
      record.failures.delete(name);
      continue;
    }
    const until = backoffUntil(record.failures.get(name), generation, now);
    setAssessment(record, name, assessNode({ set, hash, now }, node, own, until));
  }
  record.dirty.clear();
}

function podsOf(client: Client, set: DaemonSet, record: SetRecord, node: string): readonly Pod[] {
  const own: Pod[] = [];
  for (const name of [...(record.pods.get(node)?.keys() ?? [])]) {
    const pod = client.get(pods, set.metadata.namespace, name);
    const claimed = pod === undefined ? undefined : claim(client, pods, set, set.spec.selector, pod);
    if (claimed !== undefined && targetNodeOf(claimed) === node) {
      rememberPod(record, node, name, claimed.metadata.labels?.[REVISION_HASH_LABEL] ?? '');
      own.push(claimed);
      continue;
    }
    forgetPod(record, node, name);
    // A set visits its dirty nodes in order of insertion, so the node that the pod moved to is still visited.
    if (claimed !== undefined) notePod(record, claimed);
  }
  return own;
}

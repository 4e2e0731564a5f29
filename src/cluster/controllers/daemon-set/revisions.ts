import { ApiError } from '../../../api/api-error.ts';
import { templateHash } from '../../../api/hash.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import { controllerRevisions, daemonSets, pods } from '../../../api/resources.ts';
import type { ControllerRevision, DaemonSet } from '../../../api/types/daemon-set.ts';
import type { Client } from '../../client/client.ts';
import { claim } from '../claim.ts';
import { controllerRef } from '../controller-ref.ts';
import { RetryError } from '../retry-error.ts';
import { revisionData } from '../revision-data.ts';
import { REVISION_HASH_LABEL } from './daemon-pod.ts';

export interface Revisions {
  readonly current: ControllerRevision;
  readonly old: readonly ControllerRevision[];
}

export function hashOf(revision: ControllerRevision): string {
  return revision.metadata.labels?.[REVISION_HASH_LABEL] ?? '';
}

/**
 * Finds the revision of the set's present template among those it controls, or makes it; the current revision has the
 * highest number. Models update.go constructHistory.
 */
export function constructRevisions(client: Client, set: DaemonSet, podNames: () => Iterable<string>): Revisions {
  const data = revisionData(set.spec.template);
  const current: ControllerRevision[] = [];
  const old: ControllerRevision[] = [];
  for (const found of client.list(controllerRevisions, { namespace: set.metadata.namespace! })) {
    const claimed = claim(client, controllerRevisions, set, set.spec.selector, found);
    if (claimed === undefined) continue;
    const revision = withHashLabel(client, claimed);
    (jsonEqual(revision.data, data) ? current : old).push(revision);
  }
  const number = old.reduce((highest, { revision }) => Math.max(highest, revision), 0) + 1;
  if (current.length === 0) return { current: snapshot(client, set, data, number), old };
  const kept = removeDuplicates(client, set, current, podNames);
  if (kept.revision >= number) return { current: kept, old };
  return { current: client.update(controllerRevisions, { ...kept, revision: number }), old };
}

function withHashLabel(client: Client, revision: ControllerRevision): ControllerRevision {
  if (hashOf(revision) !== '') return revision;
  const { metadata } = revision;
  const labels = { ...metadata.labels, [REVISION_HASH_LABEL]: metadata.name };
  return client.update(controllerRevisions, { ...revision, metadata: { ...metadata, labels } });
}

/** Models update.go dedupCurHistories. */
function removeDuplicates(
  client: Client,
  set: DaemonSet,
  current: readonly ControllerRevision[],
  podNames: () => Iterable<string>,
): ControllerRevision {
  if (current.length === 1) return current[0]!;
  const kept = current.reduce((best, revision) => (revision.revision >= best.revision ? revision : best));
  const namespace = set.metadata.namespace;
  const labels = { [REVISION_HASH_LABEL]: hashOf(kept) };
  for (const name of podNames()) {
    const pod = client.get(pods, namespace, name);
    if (pod === undefined || pod.metadata.labels?.[REVISION_HASH_LABEL] === hashOf(kept)) continue;
    client.patch(pods, namespace, name, 'merge', { metadata: { labels } });
  }
  for (const revision of current) {
    if (revision !== kept) client.delete(controllerRevisions, namespace, revision.metadata.name);
  }
  return kept;
}

/** Models update.go snapshot: two templates with the same hash are told apart by the set's collision count. */
function snapshot(
  client: Client,
  set: DaemonSet,
  data: Readonly<Record<string, unknown>>,
  revision: number,
): ControllerRevision {
  const hash = templateHash(set.spec.template, set.status.collisionCount);
  const { namespace, annotations } = set.metadata;
  const name = `${set.metadata.name}-${hash}`;
  try {
    return client.create(controllerRevisions, namespace, {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name,
        labels: { ...set.spec.template.metadata?.labels, [REVISION_HASH_LABEL]: hash },
        ...(annotations === undefined ? {} : { annotations }),
        ownerReferences: [controllerRef(set)],
      },
      data,
      revision,
    });
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error;
    const existing = client.get(controllerRevisions, namespace, name);
    if (existing !== undefined && jsonEqual(existing.data, data)) return existing;
    const fresh = client.get(daemonSets, namespace, set.metadata.name);
    if (fresh === undefined) throw error;
    const collisionCount = (fresh.status.collisionCount ?? 0) + 1;
    client.updateStatus(daemonSets, { ...fresh, status: { ...fresh.status, collisionCount } });
    throw new RetryError(error.message);
  }
}

/** Deletes the oldest revisions beyond the limit that no pod is of. Models update.go cleanupHistory. */
export function cleanUpRevisions(
  client: Client,
  set: DaemonSet,
  old: readonly ControllerRevision[],
  podsOfHash: ReadonlyMap<string, number>,
): void {
  let surplus = old.length - (set.spec.revisionHistoryLimit ?? 10);
  if (surplus <= 0) return;
  for (const revision of [...old].sort((a, b) => a.revision - b.revision)) {
    if (surplus <= 0) return;
    if (podsOfHash.has(hashOf(revision))) continue;
    client.delete(controllerRevisions, set.metadata.namespace, revision.metadata.name);
    surplus--;
  }
}

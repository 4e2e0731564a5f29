import { ApiError } from '../../../api/api-error.ts';
import { templateHash } from '../../../api/hash.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import { controllerRevisions } from '../../../api/resources.ts';
import type { ControllerRevision } from '../../../api/types/daemon-set.ts';
import type { StatefulSet } from '../../../api/types/stateful-set.ts';
import type { Client } from '../../client/client.ts';
import { controllerOf, controllerRef } from '../controller-ref.ts';
import { revisionData } from '../revision-data.ts';

/** The label of a revision's hash; pods carry the revision's whole name under another one. */
const HASH_LABEL = 'controller.kubernetes.io/hash';

export interface SetRevisions {
  /** What pods below the update have, and what all shall have. */
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly collisionCount: number;
  readonly all: readonly ControllerRevision[];
}

/** Finds or makes the revision of the set's template. Models stateful_set_control.go getStatefulSetRevisions. */
export function setRevisions(client: Client, set: StatefulSet): SetRevisions {
  const data = revisionData(set.spec.template);
  const own = client
    .list(controllerRevisions, { owner: set.metadata.uid })
    .filter((one) => controllerOf(one)?.uid === set.metadata.uid)
    .sort((a, b) => a.revision - b.revision || (a.metadata.name < b.metadata.name ? -1 : 1));
  const next = (own.at(-1)?.revision ?? 0) + 1;
  const equal = own.filter((one) => jsonEqual(one.data, data));
  const collisions = set.status.collisionCount ?? 0;
  let made: { readonly revision: ControllerRevision; readonly collisionCount: number };
  const last = equal.at(-1);
  if (last === undefined) made = create(client, set, data, next, collisions);
  else {
    const revision = last === own.at(-1) ? last : client.update(controllerRevisions, { ...last, revision: next });
    made = { revision, collisionCount: collisions };
  }
  const update = made.revision;
  const current = own.find(({ metadata }) => metadata.name === set.status.currentRevision) ?? update;
  const all = [...own.filter(({ metadata }) => metadata.uid !== update.metadata.uid), update];
  return { current, update, collisionCount: made.collisionCount, all };
}

function create(
  client: Client,
  set: StatefulSet,
  data: ControllerRevision['data'],
  revision: number,
  collisions: number,
) {
  const { namespace, name, annotations } = set.metadata;
  for (let collisionCount = collisions; ; collisionCount++) {
    const hash = templateHash(set.spec.template, collisionCount);
    try {
      const made = client.create(controllerRevisions, namespace, {
        apiVersion: 'apps/v1',
        kind: 'ControllerRevision',
        metadata: {
          name: `${name}-${hash}`,
          labels: { ...set.spec.template.metadata?.labels, [HASH_LABEL]: hash },
          ...(annotations === undefined ? {} : { annotations }),
          ownerReferences: [controllerRef(set)],
        },
        data,
        revision,
      });
      return { revision: made, collisionCount };
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error;
    }
  }
}

/** Deletes the oldest revisions beyond the limit that nothing needs. Models truncateHistory. */
export function cleanUpSetRevisions(
  client: Client,
  set: StatefulSet,
  revisions: SetRevisions,
  inUse: Set<string>,
): void {
  const idle = revisions.all.filter(
    ({ metadata }) =>
      metadata.name !== revisions.current.metadata.name &&
      metadata.name !== revisions.update.metadata.name &&
      !inUse.has(metadata.name),
  );
  const surplus = idle.length - (set.spec.revisionHistoryLimit ?? 10);
  for (const { metadata } of idle.slice(0, Math.max(0, surplus))) {
    client.delete(controllerRevisions, metadata.namespace, metadata.name);
  }
}

import { describe, expect, it } from 'vitest';
import type { OwnerReference } from '../../../api/object.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { StatefulSet } from '../../../api/types/stateful-set.ts';
import { wantedClaimOwners } from './claim-owners.ts';

const owner = (kind: string, name: string, uid: string, controller = true): OwnerReference => ({
  apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1',
  kind,
  name,
  uid,
  ...(controller ? { controller: true } : {}),
});
const byPod = (ordinal: number) => owner('Pod', `web-${ordinal}`, `pod-${ordinal}`);
const SET = owner('StatefulSet', 'web', 'set');
const OTHER = owner('ReplicaSet', 'else', 'else');

function owners(whenScaled: string, whenDeleted: string, ordinal: number, ownerReferences: readonly OwnerReference[]) {
  const set = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', uid: 'set' },
    spec: { replicas: 3, persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted } },
  } as unknown as StatefulSet;
  const metadata = { name: `web-${ordinal}`, uid: `pod-${ordinal}` };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata } as unknown as Pod;
  const claim = { metadata: { ownerReferences } } as unknown as PersistentVolumeClaim;
  return wantedClaimOwners(claim, set, pod)?.map(({ uid }) => uid);
}

type Case = readonly [
  scaled: string,
  deleted: string,
  ordinal: number,
  readonly OwnerReference[],
  string[] | undefined,
];

/** From stateful_set_utils_test.go TestIsClaimOwnerUpToDate and TestUpdateClaimOwnerRefForSetAndPod; web-3 is scaled away. */
const cases: readonly Case[] = [
  ['Retain', 'Retain', 0, [], undefined],
  ['Retain', 'Retain', 0, [SET], []],
  ['Retain', 'Retain', 3, [byPod(3)], []],
  ['Retain', 'Delete', 0, [], ['set']],
  ['Retain', 'Delete', 0, [SET], undefined],
  ['Retain', 'Delete', 3, [SET], undefined],
  ['Retain', 'Delete', 0, [byPod(0)], ['set']],
  ['Delete', 'Retain', 0, [], undefined],
  ['Delete', 'Retain', 0, [SET], []],
  ['Delete', 'Retain', 3, [], ['pod-3']],
  ['Delete', 'Retain', 3, [byPod(3)], undefined],
  ['Delete', 'Delete', 0, [], ['set']],
  ['Delete', 'Delete', 0, [SET], undefined],
  ['Delete', 'Delete', 3, [SET], ['pod-3']],
  ['Delete', 'Delete', 3, [byPod(3)], undefined],
  ['Delete', 'Delete', 0, [byPod(0)], ['set']],
  ['Delete', 'Delete', 0, [owner('StatefulSet', 'web', 'set', false)], ['set']],
  ['Delete', 'Delete', 0, [owner('StatefulSet', 'web', 'earlier')], undefined],
  ['Delete', 'Delete', 0, [owner('Pod', 'web-0', 'earlier')], undefined],
  ['Delete', 'Delete', 0, [OTHER], undefined],
  ['Delete', 'Delete', 0, [OTHER, owner('StatefulSet', 'web', 'set', false)], ['else']],
  ['Retain', 'Retain', 0, [OTHER], undefined],
];

describe('the owners of a claim', () => {
  it.each(cases)('scaled: %s, deleted: %s, web-%i, %j', (scaled, deleted, ordinal, before, after) => {
    expect(owners(scaled, deleted, ordinal, before)).toEqual(after);
  });
});

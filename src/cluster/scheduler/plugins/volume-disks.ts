import type { Pod } from '../../../api/types/pod.ts';

/** Volume kinds that the typed API leaves out: disks that a node can mount once. */
interface DiskVolume {
  readonly gcePersistentDisk?: { readonly pdName: string; readonly readOnly?: boolean };
  readonly awsElasticBlockStore?: { readonly volumeID: string };
  readonly iscsi?: { readonly iqn: string; readonly readOnly?: boolean };
  readonly rbd?: {
    readonly monitors: readonly string[];
    readonly pool?: string;
    readonly image: string;
    readonly readOnly?: boolean;
  };
}

const disksOf = ({ spec }: Pod): readonly DiskVolume[] =>
  ((spec.volumes ?? []) as readonly DiskVolume[]).filter(
    ({ gcePersistentDisk, awsElasticBlockStore, iscsi, rbd }) =>
      gcePersistentDisk || awsElasticBlockStore || iscsi || rbd,
  );

export const hasDisk = (pod: Pod): boolean => disksOf(pod).length > 0;

/** Whether two pods want one disk in ways that exclude each other. Models volumerestrictions isVolumeConflict. */
export const disksConflict = (a: Pod, b: Pod): boolean => {
  const others = disksOf(b);
  return others.length > 0 && disksOf(a).some((disk) => others.some((other) => conflict(disk, other)));
};

function conflict(a: DiskVolume, b: DiskVolume): boolean {
  const shared = (x: { readonly readOnly?: boolean }, y: { readonly readOnly?: boolean }) => x.readOnly && y.readOnly;
  if (a.gcePersistentDisk && b.gcePersistentDisk) {
    const [x, y] = [a.gcePersistentDisk, b.gcePersistentDisk];
    if (x.pdName === y.pdName && !shared(x, y)) return true;
  }
  if (a.awsElasticBlockStore && b.awsElasticBlockStore) {
    if (a.awsElasticBlockStore.volumeID === b.awsElasticBlockStore.volumeID) return true;
  }
  if (a.iscsi && b.iscsi && a.iscsi.iqn === b.iscsi.iqn && !shared(a.iscsi, b.iscsi)) return true;
  if (!a.rbd || !b.rbd) return false;
  const [x, y] = [a.rbd, b.rbd];
  const monitored = x.monitors.some((monitor) => y.monitors.includes(monitor));
  const pool = (one: typeof x) => one.pool ?? 'rbd';
  return monitored && pool(x) === pool(y) && x.image === y.image && !shared(x, y);
}

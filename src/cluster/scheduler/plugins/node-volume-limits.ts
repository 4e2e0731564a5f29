import { classOf } from '../../../api/match-volume.ts';
import { csiNodes, persistentVolumes, storageClasses, volumeAttachments } from '../../../api/resources.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { CSINode } from '../../../api/types/storage.ts';
import { hint } from '../cluster-event.ts';
import type { NodeInfo } from '../node-info.ts';
import type { Rejection, SchedulerPlugin } from '../plugin.ts';
import type { Lister, SchedulingView } from '../view.ts';
import { claimNames, claimsOf, usesClaims } from '../volume-claims.ts';

const full: Rejection = {
  plugin: 'NodeVolumeLimits',
  reasons: ['node(s) exceed max volume count'],
  preemptable: true,
};

/** Counts the CSI volumes of a node against what its drivers can attach. Models plugins/nodevolumelimits CSILimits. */
export const nodeVolumeLimits: SchedulerPlugin = {
  name: 'NodeVolumeLimits',
  hints: [
    hint<CSINode>('CSINode', ['Add', 'Update']),
    hint<Pod>('AssignedPod', ['Delete'], (_, { old }) => usesClaims(old!)),
    hint<PersistentVolumeClaim>(
      'PersistentVolumeClaim',
      ['Add'],
      (pod, { now }) =>
        now!.metadata.namespace === pod.metadata.namespace && claimNames(pod).includes(now!.metadata.name),
    ),
    hint('VolumeAttachment', ['Delete']),
  ],
  preFilter: (pod) => (usesClaims(pod) ? { state: undefined } : 'skip'),
  filter: (_, pod, info, view) => (overLimit(pod, info, view) === undefined ? undefined : full),
  explain(_, pod, info, view) {
    const over = overLimit(pod, info, view);
    return over === undefined
      ? { looked: 'within the limits of CSINode', field: 'spec.volumes' }
      : { looked: `${over.driver}: ${over.count} of ${over.limit} volumes`, field: 'spec.volumes' };
  },
};

function overLimit(
  pod: Pod,
  { node, pods }: NodeInfo,
  { lister }: SchedulingView,
): { readonly driver: string; readonly count: number; readonly limit: number } | undefined {
  const limits = new Map<string, number>();
  for (const { name, allocatable } of lister.get(csiNodes, undefined, node.metadata.name)?.spec.drivers ?? []) {
    if (allocatable?.count !== undefined) limits.set(name, allocatable.count);
  }
  if (limits.size === 0) return undefined;
  const wanted = csiVolumes(pod, lister);
  const attached = new Map<string, string>();
  for (const other of pods.values()) {
    if (!usesClaims(other)) continue;
    for (const [handle, driver] of csiVolumes(other, lister)) attached.set(handle, driver);
  }
  for (const { spec } of lister.list(volumeAttachments)) {
    if (spec.nodeName !== node.metadata.name || spec.source.persistentVolumeName === undefined) continue;
    const csi = lister.get(persistentVolumes, undefined, spec.source.persistentVolumeName)?.spec.csi;
    if (csi !== undefined) attached.set(`${csi.driver}/${csi.volumeHandle}`, csi.driver);
  }
  for (const [driver, limit] of limits) {
    const more = [...wanted].filter(([handle, one]) => one === driver && !attached.has(handle)).length;
    if (more === 0) continue;
    const count = [...attached.values()].filter((one) => one === driver).length + more;
    if (count > limit) return { driver, count, limit };
  }
  return undefined;
}

/** The CSI volumes of a pod, by handle; a claim without a volume counts for the driver that will make it one. */
function csiVolumes(pod: Pod, lister: Lister): ReadonlyMap<string, string> {
  const volumes = new Map<string, string>();
  for (const claim of claimsOf(pod, lister)) {
    const volume =
      claim.spec.volumeName === undefined ? undefined : lister.get(persistentVolumes, undefined, claim.spec.volumeName);
    const { csi } = volume?.spec ?? {};
    if (csi !== undefined) volumes.set(`${csi.driver}/${csi.volumeHandle}`, csi.driver);
    if (volume !== undefined) continue;
    const driver = lister.get(storageClasses, undefined, classOf(claim))?.provisioner;
    if (driver !== undefined) volumes.set(`${driver}/${claim.metadata.namespace}/${claim.metadata.name}`, driver);
  }
  return volumes;
}

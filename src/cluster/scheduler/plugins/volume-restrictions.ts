import { persistentVolumeClaims } from '../../../api/resources.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { hint } from '../cluster-event.ts';
import type { PreFilterOutcome, Rejection, SchedulerPlugin } from '../plugin.ts';
import type { Lister, SchedulingView } from '../view.ts';
import { claimNames } from '../volume-claims.ts';
import { disksConflict, hasDisk } from './volume-disks.ts';

/** How often claims that one pod alone may use are in use already, and those claims. */
interface Restrictions {
  readonly claims: ReadonlySet<string>;
  uses: number;
}

const inUse: Rejection = {
  plugin: 'VolumeRestrictions',
  reasons: ['node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode'],
  preemptable: true,
};
const diskTaken: Rejection = {
  plugin: 'VolumeRestrictions',
  reasons: ['node(s) had no available disk'],
  preemptable: true,
};

/** Models kube-scheduler plugins/volumerestrictions. */
export const volumeRestrictions: SchedulerPlugin<Restrictions> = {
  name: 'VolumeRestrictions',
  hints: [
    hint<Pod>('AssignedPod', ['Delete'], (pod, { old }) => {
      if (hasDisk(pod) && disksConflict(pod, old!)) return true;
      const mine = new Set(claimNames(pod));
      return old!.metadata.namespace === pod.metadata.namespace && claimNames(old!).some((name) => mine.has(name));
    }),
    hint<PersistentVolumeClaim>(
      'PersistentVolumeClaim',
      ['Add', 'Update'],
      (pod, { now }) =>
        now!.metadata.namespace === pod.metadata.namespace && claimNames(pod).includes(now!.metadata.name),
    ),
    hint('Node', ['Add']),
  ],
  preFilter(pod, view): PreFilterOutcome<Restrictions> {
    if (pod.spec.volumes === undefined || pod.spec.volumes.length === 0) return 'skip';
    const exclusive = exclusiveClaims(pod, view.lister);
    if (typeof exclusive === 'string') {
      const reasons = [`persistentvolumeclaim "${exclusive}" not found`];
      return { rejection: { plugin: 'VolumeRestrictions', reasons, preemptable: false } };
    }
    const uses = exclusive.size === 0 ? 0 : usesOf(exclusive, pod, view);
    if (uses === 0 && !hasDisk(pod)) return 'skip';
    return { state: { claims: exclusive, uses } };
  },
  filter({ uses }, pod, { pods }) {
    if (hasDisk(pod)) for (const other of pods.values()) if (disksConflict(pod, other)) return diskTaken;
    return uses > 0 ? inUse : undefined;
  },
  countPod(state, pod, other, _, sign) {
    if (other.metadata.namespace !== pod.metadata.namespace) return;
    for (const name of claimNames(other)) if (state.claims.has(name)) state.uses += sign;
  },
  copyState: (state) => ({ ...state }),
  explain: (state) =>
    state === undefined
      ? undefined
      : { looked: `${state.uses} pods use the same ReadWriteOncePod claim`, field: 'spec.volumes' },
};

/** The pod's claims with ReadWriteOncePod, or the name of the first claim that does not exist. */
function exclusiveClaims(pod: Pod, lister: Lister): ReadonlySet<string> | string {
  const names = new Set<string>();
  for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
    if (!persistentVolumeClaim) continue;
    const { claimName } = persistentVolumeClaim;
    const claim = lister.get(persistentVolumeClaims, pod.metadata.namespace, claimName);
    if (claim === undefined) return claimName;
    if (claim.spec.accessModes?.includes('ReadWriteOncePod')) names.add(claimName);
  }
  return names;
}

function usesOf(claims: ReadonlySet<string>, pod: Pod, { nodes }: SchedulingView): number {
  let uses = 0;
  for (const { pods } of nodes.values()) {
    for (const other of pods.values()) {
      if (other.spec.volumes === undefined || other.metadata.namespace !== pod.metadata.namespace) continue;
      for (const name of claimNames(other)) if (claims.has(name)) uses++;
    }
  }
  return uses;
}

import { classOf } from '../../../api/match-volume.ts';
import { persistentVolumeClaims, persistentVolumes, storageClasses } from '../../../api/resources.ts';
import type { Node } from '../../../api/types/node.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { hint } from '../cluster-event.ts';
import type { PreFilterOutcome, Rejection, SchedulerPlugin } from '../plugin.ts';
import type { SchedulingView } from '../view.ts';
import { claimNames } from '../volume-claims.ts';

/** A label of a volume that says where it is, with the values that will do. */
interface VolumeTopology {
  readonly key: string;
  readonly values: ReadonlySet<string>;
}

const keys = [
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
];

const refused: Rejection = {
  plugin: 'VolumeZone',
  reasons: ['node(s) had no available volume zone'],
  preemptable: false,
};

/** Models kube-scheduler plugins/volumezone. */
export const volumeZone: SchedulerPlugin<readonly VolumeTopology[]> = {
  name: 'VolumeZone',
  hints: [
    hint('StorageClass', ['Add']),
    hint('Node', ['Add', 'UpdateNodeLabel']),
    hint<PersistentVolumeClaim>(
      'PersistentVolumeClaim',
      ['Add', 'Update'],
      (pod, { now }) =>
        now!.metadata.namespace === pod.metadata.namespace && claimNames(pod).includes(now!.metadata.name),
    ),
    hint('PersistentVolume', ['Add', 'Update']),
  ],
  preFilter(pod, view) {
    if (pod.spec.volumes === undefined) return 'skip';
    return topologiesOf(pod, view);
  },
  filter: (topologies, _, { node }) => (topologies.every((topology) => isIn(node, topology)) ? undefined : refused),
  explain(topologies, _, { node }) {
    const off = topologies?.find((topology) => !isIn(node, topology)) ?? topologies?.[0];
    if (off === undefined) return undefined;
    const looked = `volume in ${off.key}=${[...off.values].join('|')}, node in ${node.metadata.labels?.[off.key] ?? '<none>'}`;
    return { looked, field: 'spec.volumes' };
  },
};

function topologiesOf(pod: Pod, { lister }: SchedulingView): PreFilterOutcome<readonly VolumeTopology[]> {
  const state: VolumeTopology[] = [];
  const failed = (reason: string) => ({
    rejection: { plugin: 'VolumeZone', reasons: [reason], preemptable: false },
  });
  for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
    if (!persistentVolumeClaim) continue;
    const name = persistentVolumeClaim.claimName;
    const claim = lister.get(persistentVolumeClaims, pod.metadata.namespace, name);
    if (claim === undefined) return failed(`persistentvolumeclaim "${name}" not found`);
    const { volumeName } = claim.spec;
    if (!volumeName) {
      const className = classOf(claim);
      if (className === '') return failed('PersistentVolumeClaim had no pv name and storageClass name');
      const storageClass = lister.get(storageClasses, undefined, className);
      if (storageClass === undefined) return failed(`storageclass.storage.k8s.io "${className}" not found`);
      if (storageClass.volumeBindingMode === 'WaitForFirstConsumer') continue;
      return failed('PersistentVolume had no name');
    }
    const volume = lister.get(persistentVolumes, undefined, volumeName);
    if (volume === undefined) return failed(`persistentvolume "${volumeName}" not found`);
    for (const key of keys) {
      const value = volume.metadata.labels?.[key];
      if (value !== undefined) state.push({ key, values: new Set(value.split('__')) });
    }
  }
  return state.length === 0 ? 'skip' : { state };
}

/** Nodes without any of the labels are in no zone, so that all volumes will do. */
function isIn({ metadata }: Node, { key, values }: VolumeTopology): boolean {
  const labels = metadata.labels ?? {};
  if (!keys.some((one) => labels[one] !== undefined)) return true;
  const value = labels[key] ?? labels[alias(key)];
  return value !== undefined && values.has(value);
}

const alias = (key: string): string =>
  key.startsWith('failure-domain.beta.')
    ? key.replace('failure-domain.beta.', 'topology.')
    : key.replace('topology.', 'failure-domain.beta.');

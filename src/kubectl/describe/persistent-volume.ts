import { humanAge } from '../../api/duration.ts';
import { parseTime } from '../../api/time.ts';
import type { PersistentVolume, PersistentVolumeSpec } from '../../api/types/persistent-volume.ts';
import { accessModesText } from './access-modes.ts';
import { describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import type { Description } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** Models kubectl/pkg/describe PersistentVolumeDescriber. */
export const persistentVolumeDescriber: Describer = {
  group: '',
  kind: 'PersistentVolume',
  describe(request) {
    const { metadata, spec, status } = request.info.object as unknown as PersistentVolume;
    return describeObject(request, (out) => {
      const line = (title: string, value: string) => out.write(0, `${title}:\t${value}\n`);
      line('Name', metadata.name);
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      line('Finalizers', `[${(metadata.finalizers ?? []).join(' ')}]`);
      line('StorageClass', metadata.annotations?.[BETA_CLASS] ?? spec.storageClassName ?? '');
      const ending = metadata.deletionTimestamp;
      line(
        'Status',
        ending === undefined
          ? (status?.phase ?? '')
          : `Terminating (lasts ${humanAge(parseTime(ending), request.now)})`,
      );
      line('Claim', spec.claimRef === undefined ? '' : `${spec.claimRef.namespace}/${spec.claimRef.name}`);
      line('Reclaim Policy', spec.persistentVolumeReclaimPolicy ?? '');
      line('Access Modes', accessModesText(spec.accessModes));
      if (spec.volumeMode !== undefined) line('VolumeMode', spec.volumeMode);
      line('Capacity', spec.capacity?.storage ?? '0');
      describeAffinity(out, spec);
      line('Message', status?.message ?? '');
      out.write(0, 'Source:\n');
      describeSource(out, spec);
    });
  },
};

/** Models printVolumeNodeAffinity. */
function describeAffinity(out: Description, { nodeAffinity }: PersistentVolumeSpec): void {
  const terms = nodeAffinity?.required?.nodeSelectorTerms;
  out.write(0, `Node Affinity:\t${terms === undefined ? '<none>' : ''}\n`);
  if (terms === undefined) return;
  out.write(1, `Required Terms:\t${terms.length === 0 ? '<none>' : ''}\n`);
  for (const [at, { matchExpressions = [] }] of terms.entries()) {
    const rules = matchExpressions.map(({ key, operator, values }) =>
      values?.length ? `${key} ${operator.toLowerCase()} [${values.join(', ')}]` : `${key} ${operator.toLowerCase()}`,
    );
    out.write(2, `Term ${at}:\t${rules[0] ?? '<none>'}\n`);
    for (const rule of rules.slice(1)) out.write(2, `\t${rule}\n`);
  }
}

function describeSource(out: Description, { hostPath, nfs, local, csi }: PersistentVolumeSpec): void {
  const write = (type: string, fields: readonly (readonly [title: string, value: unknown])[]) => {
    out.write(2, `Type:\t${type}\n`);
    for (const [title, value] of fields) out.write(2, `${title}:\t${value}\n`);
  };
  if (hostPath !== undefined) {
    write('HostPath (bare host directory volume)', [
      ['Path', hostPath.path],
      ['HostPathType', hostPath.type ?? '<none>'],
    ]);
  } else if (nfs !== undefined) {
    write('NFS (an NFS mount that lasts the lifetime of a pod)', [
      ['Server', nfs.server],
      ['Path', nfs.path],
      ['ReadOnly', nfs.readOnly ?? false],
    ]);
  } else if (local !== undefined) {
    write('LocalVolume (a persistent volume backed by local storage on a node)', [['Path', local.path]]);
  } else if (csi !== undefined) {
    write('CSI (a Container Storage Interface (CSI) volume source)', [
      ['Driver', csi.driver],
      ['FSType', csi.fsType ?? ''],
      ['VolumeHandle', csi.volumeHandle],
      ['ReadOnly', csi.readOnly ?? false],
    ]);
    const attributes = Object.entries(csi.volumeAttributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    const texts = attributes.map(([key, value]) => `${key}=${value}`);
    out.write(2, `VolumeAttributes:\t${texts[0] ?? '<none>'}\n`);
    for (const text of texts.slice(1)) out.write(2, `\t${text}\n`);
  } else out.write(1, '<unknown>\n');
}

import { humanAge } from '../../api/duration.ts';
import { parseTime } from '../../api/time.ts';
import type { PersistentVolumeClaim } from '../../api/types/persistent-volume.ts';
import type { Pod } from '../../api/types/pod.ts';
import { accessModesText } from './access-modes.ts';
import { longDate } from './dates.ts';
import { describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import { describeAnnotations, describeLabels, lines } from './maps.ts';

const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** Models kubectl/pkg/describe PersistentVolumeClaimDescriber. */
export const persistentVolumeClaimDescriber: Describer = {
  group: '',
  kind: 'PersistentVolumeClaim',
  async describe(request) {
    const { metadata, spec, status = {} } = request.info.object as unknown as PersistentVolumeClaim;
    const { context } = request;
    const pods = (await context.list(await context.resource('pods'), metadata.namespace ?? '')) as readonly Pod[];
    const owners = new Set((metadata.ownerReferences ?? []).filter(({ kind }) => kind === 'Pod').map(({ uid }) => uid));
    const users = pods.filter(
      (pod) =>
        owners.has(pod.metadata.uid) ||
        pod.spec.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === metadata.name),
    );
    return describeObject(request, (out) => {
      const line = (title: string, value: string) => out.write(0, `${title}:\t${value}\n`);
      line('Name', metadata.name);
      line('Namespace', metadata.namespace ?? '');
      line('StorageClass', metadata.annotations?.[BETA_CLASS] ?? spec.storageClassName ?? '');
      const ending = metadata.deletionTimestamp;
      line(
        'Status',
        ending === undefined ? (status.phase ?? '') : `Terminating (lasts ${humanAge(parseTime(ending), request.now)})`,
      );
      line('Volume', spec.volumeName ?? '');
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      line('Finalizers', `[${(metadata.finalizers ?? []).join(' ')}]`);
      const bound = spec.volumeName !== undefined && spec.volumeName !== '';
      line('Capacity', bound ? (status.capacity?.storage ?? '0') : '');
      line('Access Modes', bound ? accessModesText(status.accessModes) : '');
      if (spec.volumeMode !== undefined) line('VolumeMode', spec.volumeMode);
      if (spec.dataSource !== undefined) {
        out.write(0, 'DataSource:\n');
        if (spec.dataSource.apiGroup !== undefined) out.write(1, `APIGroup:\t${spec.dataSource.apiGroup}\n`);
        out.write(1, `Kind:\t${spec.dataSource.kind}\n`);
        out.write(1, `Name:\t${spec.dataSource.name}\n`);
      }
      lines(out, 'Used By', users.map((pod) => pod.metadata.name).sort());
      const conditions = status.conditions ?? [];
      if (conditions.length === 0) return;
      out.write(0, 'Conditions:\n');
      out.write(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage\n');
      out.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n');
      for (const { type, status: value, lastProbeTime, lastTransitionTime, reason = '', message = '' } of conditions) {
        const times = `${longDate(lastProbeTime)} \t${longDate(lastTransitionTime)}`;
        out.write(1, `${type} \t${value} \t${times} \t${reason} \t${message}\n`);
      }
    });
  },
};

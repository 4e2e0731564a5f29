import { formatSelector, selectorFromLabelSelector } from '../../api/labels.ts';
import type { PersistentVolumeClaim } from '../../api/types/persistent-volume.ts';
import type { StatefulSet } from '../../api/types/stateful-set.ts';
import { longDate } from './dates.ts';
import { describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import type { Description } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';
import { describePodTemplate } from './pod-template.ts';
import { podsStatusText } from './pods-status.ts';

/** Models kubectl/pkg/describe StatefulSetDescriber. */
export const statefulSetDescriber: Describer = {
  group: 'apps',
  kind: 'StatefulSet',
  async describe(request) {
    const { metadata, spec, status } = request.info.object as unknown as StatefulSet;
    const selector = formatSelector(selectorFromLabelSelector(spec.selector));
    const pods = await podsStatusText(request.context, metadata.namespace ?? '', selector, metadata.uid);
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      out.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
      out.write(0, `CreationTimestamp:\t${longDate(metadata.creationTimestamp)}\n`);
      out.write(0, `Selector:\t${selector}\n`);
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      out.write(0, `Replicas:\t${spec.replicas ?? 1} desired | ${status?.replicas ?? 0} total\n`);
      out.write(0, `Update Strategy:\t${spec.updateStrategy?.type ?? ''}\n`);
      const rolling = spec.updateStrategy?.rollingUpdate;
      if (rolling?.partition !== undefined) {
        out.write(1, `Partition:\t${rolling.partition}\n`);
        if (rolling.maxUnavailable !== undefined) out.write(1, `MaxUnavailable:\t${rolling.maxUnavailable}\n`);
      }
      out.write(0, `Pods Status:\t${pods}\n`);
      describePodTemplate(out, spec.template);
      describeClaimTemplates(out, spec.volumeClaimTemplates ?? []);
    });
  },
};

/** Models describeVolumeClaimTemplates. */
function describeClaimTemplates(out: Description, templates: readonly PersistentVolumeClaim[]): void {
  if (templates.length === 0) {
    out.write(0, 'Volume Claims:\t<none>\n');
    return;
  }
  out.write(0, 'Volume Claims:\n');
  for (const { metadata, spec } of templates) {
    const storageClass =
      metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName ?? '';
    out.write(1, `Name:\t${metadata.name}\n`);
    out.write(1, `StorageClass:\t${storageClass}\n`);
    describeLabels(out, '  Labels', metadata.labels);
    describeAnnotations(out, '  Annotations', metadata.annotations);
    out.write(1, `Capacity:\t${spec.resources?.requests?.storage ?? '<default>'}\n`);
    out.write(1, `Access Modes:\t[${(spec.accessModes ?? []).join(' ')}]\n`);
  }
}

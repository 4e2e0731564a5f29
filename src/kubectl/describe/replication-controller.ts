import { formatLabels, formatSelector, selectorFromSet } from '../../api/labels.ts';
import type { ReplicationController } from '../../api/types/core.ts';
import { describeConditions, describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import { describeAnnotations, describeLabels } from './maps.ts';
import { describePodTemplate } from './pod-template.ts';
import { podsStatusText } from './pods-status.ts';

/** Models kubectl/pkg/describe ReplicationControllerDescriber. */
export const replicationControllerDescriber: Describer = {
  group: '',
  kind: 'ReplicationController',
  async describe(request) {
    const { metadata, spec, status } = request.info.object as unknown as ReplicationController;
    const selector = formatSelector(selectorFromSet(spec.selector));
    const pods = await podsStatusText(request.context, metadata.namespace ?? '', selector, metadata.uid);
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      out.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
      out.write(0, `Selector:\t${formatLabels(spec.selector) || '<none>'}\n`);
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      out.write(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec.replicas ?? 0} desired\n`);
      out.write(0, `Pods Status:\t${pods}\n`);
      describePodTemplate(out, spec.template);
      describeConditions(out, status?.conditions);
    });
  },
};

import { formatSelector, selectorFromLabelSelector } from '../../api/labels.ts';
import type { ReplicaSet } from '../../api/types/deployment.ts';
import { controllerText, describeConditions, describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import { describeAnnotations, describeLabels } from './maps.ts';
import { describePodTemplate } from './pod-template.ts';
import { podsStatusText } from './pods-status.ts';

/** Models kubectl/pkg/describe ReplicaSetDescriber. */
export const replicaSetDescriber: Describer = {
  group: 'apps',
  kind: 'ReplicaSet',
  async describe(request) {
    const set = request.info.object as unknown as ReplicaSet;
    const { metadata, spec, status } = set;
    const selector = formatSelector(selectorFromLabelSelector(spec.selector));
    const pods = await podsStatusText(request.context, metadata.namespace ?? '', selector, metadata.uid).catch(
      (error: unknown) => `error in fetching pods: ${error instanceof Error ? error.message : String(error)}`,
    );
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      out.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
      out.write(0, `Selector:\t${selector || '<none>'}\n`);
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      const controller = controllerText(set);
      if (controller !== '') out.write(0, `Controlled By:\t${controller}\n`);
      out.write(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec.replicas ?? 0} desired\n`);
      out.write(0, `Pods Status:\t${pods}\n`);
      describePodTemplate(out, spec.template);
      describeConditions(out, status?.conditions);
    });
  },
};

import { formatLabels } from '../../api/labels.ts';
import type { PriorityClass } from '../../api/types/priority-class.ts';
import { describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';

/** Models kubectl/pkg/describe PriorityClassDescriber. */
export const priorityClassDescriber: Describer = {
  group: 'scheduling.k8s.io',
  kind: 'PriorityClass',
  describe(request) {
    const object = request.info.object as unknown as PriorityClass;
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${object.metadata.name}\n`);
      out.write(0, `Value:\t${object.value}\n`);
      out.write(0, `GlobalDefault:\t${object.globalDefault ?? false}\n`);
      out.write(0, `PreemptionPolicy:\t${object.preemptionPolicy ?? ''}\n`);
      out.write(0, `Description:\t${object.description ?? ''}\n`);
      out.write(0, `Annotations:\t${formatLabels(object.metadata.annotations) || '<none>'}\n`);
    });
  },
};

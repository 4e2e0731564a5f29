import type { ApiError } from '../../../api/api-error.ts';
import { pods } from '../../../api/resources.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { PriorityClass } from '../../../api/types/priority-class.ts';
import type { Store } from '../../store/store.ts';
import { forbiddenWrite } from '../refusals.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';

const CLASSES = 'priorityclasses.scheduling.k8s.io';

/** Turns the name of a priority class into its number. Models plugin/pkg/admission/priority. */
export const priority: AdmissionPlugin = {
  name: 'Priority',
  admit(object, { operation, strategy, subresource, name }, store) {
    if (operation !== 'CREATE' || strategy.resource.kind !== 'Pod' || subresource !== '') return object;
    const pod = object as Pod;
    const { className, value, policy } = resolve(pod, name, store);
    const { spec } = pod;
    if (spec.priority !== undefined && spec.priority !== value) {
      const why = `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`;
      throw forbiddenWrite(pods, name, why);
    }
    if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy) {
      const why = `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${policy} from the given PriorityClass name`;
      throw forbiddenWrite(pods, name, why);
    }
    return {
      ...pod,
      spec: {
        ...spec,
        ...(className === '' ? {} : { priorityClassName: className }),
        priority: value,
        preemptionPolicy: policy,
      },
    } as Pod;
  },
};

interface Resolved {
  readonly className: string;
  readonly value: number;
  readonly policy: 'Never' | 'PreemptLowerPriority';
}

function resolve(pod: Pod, name: string, store: Store): Resolved {
  const asked = pod.spec.priorityClassName ?? '';
  const found =
    asked === ''
      ? (store.list(CLASSES) as readonly PriorityClass[])
          .filter(({ globalDefault }) => globalDefault === true)
          .reduce<PriorityClass | undefined>(
            (least, one) => (least === undefined || one.value < least.value ? one : least),
            undefined,
          )
      : (store.get(CLASSES, asked) as PriorityClass | undefined);
  if (found === undefined) {
    if (asked !== '') throw missingClass(name, asked);
    return { className: '', value: 0, policy: 'PreemptLowerPriority' };
  }
  return {
    className: found.metadata.name,
    value: found.value,
    policy: found.preemptionPolicy ?? 'PreemptLowerPriority',
  };
}

const missingClass = (name: string, asked: string): ApiError =>
  forbiddenWrite(pods, name, `no PriorityClass with name ${asked} was found`);

import type { KubeObject } from '../../../api/object.ts';
import { pods } from '../../../api/resources.ts';
import { formatTime } from '../../../api/time.ts';
import type { Pod, PodCondition } from '../../../api/types/pod.ts';
import { invalid, required } from '../field-error.ts';
import { conflict, invalidObject } from '../refusals.ts';
import type { RegistryContext, WriteOptions } from './registry-context.ts';
import { updateObject } from './update.ts';

export interface BindingTarget {
  readonly uid?: string;
  readonly node: string;
  readonly kind?: string;
}

const isScheduled = ({ type }: PodCondition): boolean => type === 'PodScheduled';

/** Models pkg/registry/core/pod/storage BindingREST. */
export function bindPod(
  context: RegistryContext,
  namespace: string,
  name: string,
  target: BindingTarget,
  options: WriteOptions,
): KubeObject {
  const { kind = '', node, uid } = target;
  if (kind !== '' && kind !== 'Node') {
    throw invalidObject({ ...pods, kind: 'Binding' }, name, [
      {
        type: 'FieldValueNotSupported',
        field: 'target.kind',
        body: `Unsupported value: "${kind}": supported values: "Node", "<empty>"`,
      },
    ]);
  }
  if (node === '') {
    throw invalidObject({ ...pods, kind: 'Binding' }, name, [required('target.name', '')]);
  }
  if (node.includes('/')) {
    throw invalidObject({ ...pods, kind: 'Binding' }, name, [invalid('target.name', node, "may not contain '/'")]);
  }
  const refused = (why: string) => conflict({ ...pods, plural: 'pods/binding' }, name, why);
  const bind = (current: KubeObject): KubeObject => {
    const pod = current as Pod;
    if (uid !== undefined && uid !== '' && uid !== pod.metadata.uid) {
      throw refused(`Precondition failed: UID in precondition: ${uid}, UID in object meta: ${pod.metadata.uid}`);
    }
    if (pod.metadata.deletionTimestamp !== undefined) {
      throw refused(`pod ${name} is being deleted, cannot be assigned to a host`);
    }
    if (pod.spec.nodeName !== undefined && pod.spec.nodeName !== '') {
      throw refused(`pod ${name} is already assigned to node "${pod.spec.nodeName}"`);
    }
    if ((pod.spec.schedulingGates?.length ?? 0) > 0) {
      throw refused(`pod ${name} has non-empty .spec.schedulingGates`);
    }
    const conditions = pod.status.conditions ?? [];
    const scheduled = {
      type: 'PodScheduled',
      status: 'True',
      lastTransitionTime: formatTime(context.world.clock.now()),
    };
    const bound: Pod = {
      ...pod,
      spec: { ...pod.spec, nodeName: node },
      status: {
        ...pod.status,
        conditions: conditions.some(isScheduled)
          ? conditions.map((one) => (isScheduled(one) ? scheduled : one))
          : [...conditions, scheduled],
      },
    };
    return bound;
  };
  return updateObject(context, context.strategies.of(pods), namespace, name, bind, options, {
    subresource: 'binding',
    untracked: true,
  });
}

import type { Node } from '../../../api/types/node.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';

const KEY = 'node.kubernetes.io/not-ready';

/** A new node takes no pods until it was seen ready. Models plugin/pkg/admission/nodetaint. */
export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  admit(object, { operation, strategy, subresource }) {
    if (operation !== 'CREATE' || strategy.resource.kind !== 'Node' || subresource !== '') return object;
    const node = object as Node;
    const taints = node.spec.taints ?? [];
    if (taints.some(({ key, effect }) => key === KEY && effect === 'NoSchedule')) return object;
    return { ...node, spec: { ...node.spec, taints: [...taints, { key: KEY, effect: 'NoSchedule' }] } } as Node;
  },
};

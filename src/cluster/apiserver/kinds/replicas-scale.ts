import { formatSelector, selectorFromLabelSelector } from '../../../api/labels.ts';
import type { KubeObject, LabelSelector } from '../../../api/object.ts';
import type { ScaleRules } from '../strategy.ts';

interface Scalable extends KubeObject {
  readonly spec: { readonly replicas?: number; readonly selector: LabelSelector };
  readonly status?: { readonly replicas?: number };
}

/** How a kind is scaled that has `spec.replicas`, `spec.selector` and `status.replicas`. */
export function replicasScale<T extends Scalable>(): ScaleRules<T> {
  return {
    replicas: ({ spec }) => spec.replicas ?? 0,
    withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
    statusReplicas: ({ status }) => status?.replicas ?? 0,
    selector: ({ spec }) => formatSelector(selectorFromLabelSelector(spec.selector)),
  };
}

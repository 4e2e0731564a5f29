import type { KubeObject } from '../../../api/object.ts';
import type { Resource } from '../../../api/resources.ts';
import { invalid } from '../field-error.ts';
import { conflict, invalidObject } from '../refusals.ts';
import type { ScaleRules } from '../strategy.ts';
import type { ObjectView } from './object-view.ts';

/** Models autoscaling/v1 Scale. */
export interface Scale extends KubeObject {
  readonly spec: { readonly replicas?: number };
  readonly status: { readonly replicas: number; readonly selector?: string };
}

export const SCALE: Resource = {
  group: 'autoscaling',
  version: 'v1',
  plural: 'scales',
  kind: 'Scale',
  namespaced: true,
};

/** Models pkg/registry/apps/deployment/storage ScaleREST and scaleUpdatedObjectInfo. */
export function scaleView(rules: ScaleRules): ObjectView {
  return {
    resource: SCALE,
    shown: (object) => scaleOf(rules, object),
    written: (given, current) => scaled(rules, given as Scale, current!),
  };
}

function scaleOf(rules: ScaleRules, object: KubeObject): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const replicas = rules.replicas(object);
  const selector = rules.selector(object);
  return {
    kind: SCALE.kind,
    apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), uid, resourceVersion, creationTimestamp },
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: rules.statusReplicas(object), ...(selector === '' ? {} : { selector }) },
  };
}

function scaled(rules: ScaleRules, scale: Scale, current: KubeObject): KubeObject {
  const { uid, resourceVersion, name } = scale.metadata;
  const replicas = scale.spec?.replicas ?? 0;
  if (replicas < 0) {
    const error = invalid('spec.replicas', replicas, 'must be greater than or equal to 0');
    throw invalidObject(SCALE, name, [error]);
  }
  if (uid !== undefined && uid !== '' && uid !== current.metadata.uid) {
    // Kubernetes names no resource here: an object in its memory has no kind.
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid}`;
    throw conflict({ ...SCALE, group: '', plural: '' }, current.metadata.name, why);
  }
  return {
    ...rules.withReplicas(current, replicas),
    metadata: { ...current.metadata, resourceVersion: resourceVersion ?? '' },
  };
}

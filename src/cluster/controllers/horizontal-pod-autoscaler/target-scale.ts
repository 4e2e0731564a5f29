import { formatSelector, selectorFromLabelSelector } from '../../../api/labels.ts';
import type { KubeObject, LabelSelector } from '../../../api/object.ts';
import * as resources from '../../../api/resources.ts';
import type { CrossVersionObjectReference } from '../../../api/types/autoscaling.ts';
import type { ReplicationController } from '../../../api/types/core.ts';
import type { Client } from '../../client/client.ts';

type Resource = resources.Resource;

interface Scalable extends KubeObject {
  readonly spec: { readonly replicas?: number; readonly selector?: LabelSelector };
  readonly status?: { readonly replicas?: number };
}

const scalable: readonly Resource[] = [resources.deployments, resources.replicaSets, resources.statefulSets];
const all: readonly Resource[] = Object.values(resources);

/** What an autoscaler sees and sets of its target. Models autoscaling/v1 Scale. */
export interface TargetScale {
  readonly resource: Resource;
  readonly replicas: number;
  readonly statusReplicas: number;
  readonly selector: string;
}

export interface NoScale {
  readonly problem: string;
}

/** Reads the scale of an autoscaler's target. Models the RESTMapper's answers and scaleForResourceMappings. */
export function targetScale(
  client: Client,
  namespace: string,
  { apiVersion = '', kind, name }: CrossVersionObjectReference,
): TargetScale | NoScale {
  const parts = apiVersion.split('/');
  if (parts.length > 2) return { problem: `unexpected GroupVersion string: ${apiVersion}` };
  const group = parts.length === 2 ? parts[0]! : '';
  const resource = all.find((one) => one.kind === kind && one.group === group);
  if (resource === undefined) {
    return { problem: `no matches for kind "${kind}" in group "${group}"` };
  }
  const isController = resource === (resources.replicationControllers as Resource);
  if (!isController && !scalable.includes(resource)) {
    return { problem: 'the server could not find the requested resource' };
  }
  const object = client.get(resource, namespace, name);
  if (object === undefined) {
    const scales = `${resource.plural}/scale${group === '' ? '' : `.${group}`}`;
    return { problem: `${scales} "${name}" not found` };
  }
  const { spec, status } = object as Scalable;
  const selector = isController
    ? { matchLabels: (object as ReplicationController).spec.selector ?? {} }
    : spec.selector;
  return {
    resource,
    replicas: spec.replicas ?? 0,
    statusReplicas: status?.replicas ?? 0,
    selector: formatSelector(selectorFromLabelSelector(selector as LabelSelector)),
  };
}

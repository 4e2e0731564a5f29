import { scaledValue } from '../../../api/int-or-string.ts';
import type { KubeObject, OwnerReference } from '../../../api/object.ts';
import {
  cronJobs,
  daemonSets,
  deployments,
  jobs,
  nodes,
  type Resource,
  replicaSets,
  replicationControllers,
  statefulSets,
} from '../../../api/resources.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { PodDisruptionBudget } from '../../../api/types/policy.ts';
import type { Client } from '../../client/client.ts';
import { controllerOf } from '../controller-ref.ts';

export interface ExpectedPods {
  readonly expected: number;
  readonly desiredHealthy: number;
  /** Whether some of the pods have no controller whose scale could be asked. */
  readonly unmanaged: boolean;
}

/** Why a budget cannot be computed. */
export interface ScaleProblem {
  readonly problem: string;
}

/** Models pkg/controller/disruption getExpectedPodCount. */
export function expectedPods(
  client: Client,
  { spec }: PodDisruptionBudget,
  pods: readonly Pod[],
): ExpectedPods | ScaleProblem {
  const { maxUnavailable, minAvailable } = spec;
  if (maxUnavailable === undefined && typeof minAvailable !== 'string') {
    const expected = minAvailable === undefined ? 0 : pods.length;
    return { expected, desiredHealthy: minAvailable ?? 0, unmanaged: false };
  }
  const scale = expectedScale(client, pods);
  if ('problem' in scale) return scale;
  const desiredHealthy =
    maxUnavailable === undefined
      ? scaledValue(minAvailable, scale.expected, true)
      : Math.max(0, scale.expected - scaledValue(maxUnavailable, scale.expected, true));
  return { ...scale, desiredHealthy };
}

/** Models getExpectedScale: the sum of the scales of the pods' controllers. */
function expectedScale(
  client: Client,
  pods: readonly Pod[],
): { readonly expected: number; readonly unmanaged: boolean } | ScaleProblem {
  const scales = new Map<string, number>();
  const asked = new Set<string>();
  let unmanaged = false;
  for (const pod of pods) {
    const reference = controllerOf(pod);
    if (reference === undefined) {
      unmanaged = true;
      continue;
    }
    // A ReplicaSet of a Deployment counts under the Deployment's uid; it need not be asked again for each pod.
    if (asked.has(reference.uid)) continue;
    const found = scaleOf(client, pod.metadata.namespace!, reference);
    if (found === undefined) return { problem: `found no controllers for pod "${pod.metadata.name}"` };
    if ('problem' in found) return found;
    asked.add(reference.uid);
    scales.set(found.uid, found.scale);
  }
  return { expected: [...scales.values()].reduce((sum, scale) => sum + scale, 0), unmanaged };
}

interface Scalable extends KubeObject {
  readonly spec: { readonly replicas?: number };
}

const SCALABLE: readonly Resource<Scalable>[] = [replicationControllers, replicaSets, statefulSets, deployments];
const NOT_SCALABLE: readonly Resource[] = [daemonSets, jobs, cronJobs, nodes];

/** Models the finders getPodReplicationController ... getScaleController. */
function scaleOf(
  client: Client,
  namespace: string,
  reference: OwnerReference,
): { readonly uid: string; readonly scale: number } | ScaleProblem | undefined {
  const slash = reference.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : reference.apiVersion.slice(0, slash);
  const isNamed = (resource: Resource) => resource.kind === reference.kind && resource.group === group;
  const resource = SCALABLE.find(isNamed);
  if (resource === undefined) {
    const other = NOT_SCALABLE.find(isNamed);
    if (other === undefined) {
      return { problem: `no matches for kind "${reference.kind}" in version "${reference.apiVersion}"` };
    }
    const name = other.group === '' ? other.plural : `${other.plural}.${other.group}`;
    return { problem: `${name} does not implement the scale subresource` };
  }
  const owner = client.get(resource, namespace, reference.name);
  if (owner === undefined || owner.metadata.uid !== reference.uid) return undefined;
  const above = resource === replicaSets ? controllerOf(owner) : undefined;
  if (above?.kind === 'Deployment' && above.apiVersion.startsWith('apps/')) {
    const deployment = client.get(deployments, namespace, above.name);
    if (deployment !== undefined && deployment.metadata.uid === above.uid) {
      return { uid: above.uid, scale: deployment.spec.replicas ?? 1 };
    }
  }
  return { uid: reference.uid, scale: owner.spec.replicas ?? 1 };
}

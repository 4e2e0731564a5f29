import type { OwnerReference } from '../../../api/object.ts';
import {
  clusterRoleBindings,
  clusterRoles,
  configMaps,
  controllerRevisions,
  cronJobs,
  daemonSets,
  deployments,
  endpointSlices,
  endpoints,
  jobs,
  leases,
  namespaces,
  nodes,
  persistentVolumeClaims,
  persistentVolumes,
  podDisruptionBudgets,
  pods,
  type Resource,
  replicaSets,
  replicationControllers,
  roleBindings,
  roles,
  secrets,
  serviceAccounts,
  services,
  statefulSets,
} from '../../../api/resources.ts';

/** The resources whose objects own and are owned. Events are not among them, as in Kubernetes. */
export const garbageResources: readonly Resource[] = [
  pods,
  controllerRevisions,
  replicaSets,
  daemonSets,
  deployments,
  statefulSets,
  jobs,
  cronJobs,
  replicationControllers,
  services,
  endpoints,
  endpointSlices,
  configMaps,
  secrets,
  serviceAccounts,
  persistentVolumeClaims,
  podDisruptionBudgets,
  leases,
  nodes,
  namespaces,
  persistentVolumes,
  roles,
  roleBindings,
  clusterRoles,
  clusterRoleBindings,
];

const byKind = new Map(
  garbageResources.map((resource) => [
    `${resource.group === '' ? '' : `${resource.group}/`}${resource.version} ${resource.kind}`,
    resource,
  ]),
);

/** The resource that an owner reference means; undefined for a kind that is not collected here. */
export function resourceOfOwner({ apiVersion, kind }: OwnerReference): Resource | undefined {
  return byKind.get(`${apiVersion} ${kind}`);
}

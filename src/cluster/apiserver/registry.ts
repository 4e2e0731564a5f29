import { apiService } from './kinds/api-service.ts';
import { certificateSigningRequest } from './kinds/certificate-signing-request.ts';
import { clusterRole } from './kinds/cluster-role.ts';
import { clusterRoleBinding } from './kinds/cluster-role-binding.ts';
import { componentStatus } from './kinds/component-status.ts';
import { configMap } from './kinds/config-map.ts';
import { controllerRevision } from './kinds/controller-revision.ts';
import { cronJob } from './kinds/cron-job.ts';
import { csiDriver } from './kinds/csi-driver.ts';
import { csiNode } from './kinds/csi-node.ts';
import { csiStorageCapacity } from './kinds/csi-storage-capacity.ts';
import { customResourceDefinition } from './kinds/custom-resource-definition.ts';
import { daemonSet } from './kinds/daemon-set.ts';
import { deployment } from './kinds/deployment.ts';
import { endpointSlice } from './kinds/endpoint-slice.ts';
import { endpoints } from './kinds/endpoints.ts';
import { event } from './kinds/event.ts';
import { horizontalPodAutoscaler } from './kinds/horizontal-pod-autoscaler.ts';
import { ingress } from './kinds/ingress.ts';
import { ingressClass } from './kinds/ingress-class.ts';
import { ipAddress } from './kinds/ip-address.ts';
import { job } from './kinds/job.ts';
import { lease } from './kinds/lease.ts';
import { limitRange } from './kinds/limit-range.ts';
import { namespace } from './kinds/namespace.ts';
import { networkPolicy } from './kinds/network-policy.ts';
import { node } from './kinds/node.ts';
import { notSimulatedKinds } from './kinds/not-simulated-kinds.ts';
import { persistentVolume } from './kinds/persistent-volume.ts';
import { persistentVolumeClaim } from './kinds/persistent-volume-claim.ts';
import { pod } from './kinds/pod.ts';
import { podDisruptionBudget } from './kinds/pod-disruption-budget.ts';
import { podTemplate } from './kinds/pod-template.ts';
import { priorityClass } from './kinds/priority-class.ts';
import { replicaSet } from './kinds/replica-set.ts';
import { replicationController } from './kinds/replication-controller.ts';
import { resourceQuota } from './kinds/resource-quota.ts';
import { role } from './kinds/role.ts';
import { roleBinding } from './kinds/role-binding.ts';
import { runtimeClass } from './kinds/runtime-class.ts';
import { secret } from './kinds/secret.ts';
import { service } from './kinds/service.ts';
import { serviceAccount } from './kinds/service-account.ts';
import { serviceCIDR } from './kinds/service-cidr.ts';
import { statefulSet } from './kinds/stateful-set.ts';
import { storageClass } from './kinds/storage-class.ts';
import { volumeAttachment } from './kinds/volume-attachment.ts';
import type { AnyStrategy } from './strategy.ts';

/** Every kind the API server serves. */
export const strategies: readonly AnyStrategy[] = [
  componentStatus,
  configMap,
  endpoints,
  event,
  limitRange,
  namespace,
  node,
  pod,
  podTemplate,
  replicationController,
  resourceQuota,
  secret,
  serviceAccount,
  service,
  controllerRevision,
  daemonSet,
  deployment,
  replicaSet,
  statefulSet,
  horizontalPodAutoscaler,
  cronJob,
  job,
  certificateSigningRequest,
  lease,
  podDisruptionBudget,
  priorityClass,
  csiDriver,
  csiNode,
  csiStorageCapacity,
  endpointSlice,
  ingress,
  ingressClass,
  ipAddress,
  networkPolicy,
  persistentVolume,
  persistentVolumeClaim,
  runtimeClass,
  serviceCIDR,
  storageClass,
  volumeAttachment,
  role,
  roleBinding,
  clusterRole,
  clusterRoleBinding,
  apiService,
  customResourceDefinition,
  ...notSimulatedKinds,
];

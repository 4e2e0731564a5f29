import { configMapDescriber } from './config-map.ts';
import { cronJobDescriber } from './cron-job.ts';
import { daemonSetDescriber } from './daemon-set.ts';
import { deploymentDescriber } from './deployment.ts';
import type { Describer } from './describer.ts';
import { endpointSliceDescriber } from './endpoint-slice.ts';
import { endpointsDescriber } from './endpoints.ts';
import { horizontalPodAutoscalerDescriber } from './horizontal-pod-autoscaler.ts';
import { ingressDescriber } from './ingress.ts';
import { ingressClassDescriber } from './ingress-class.ts';
import { jobDescriber } from './job.ts';
import { limitRangeDescriber } from './limit-range.ts';
import { namespaceDescriber } from './namespace.ts';
import { networkPolicyDescriber } from './network-policy.ts';
import { nodeDescriber } from './node.ts';
import { persistentVolumeDescriber } from './persistent-volume.ts';
import { persistentVolumeClaimDescriber } from './persistent-volume-claim.ts';
import { podDescriber } from './pod.ts';
import { podDisruptionBudgetDescriber } from './pod-disruption-budget.ts';
import { priorityClassDescriber } from './priority-class.ts';
import { replicaSetDescriber } from './replica-set.ts';
import { replicationControllerDescriber } from './replication-controller.ts';
import { resourceQuotaDescriber } from './resource-quota.ts';
import { clusterRoleDescriber, roleDescriber } from './role.ts';
import { clusterRoleBindingDescriber, roleBindingDescriber } from './role-binding.ts';
import { secretDescriber } from './secret.ts';
import { serviceDescriber } from './service.ts';
import { serviceAccountDescriber } from './service-account.ts';
import { statefulSetDescriber } from './stateful-set.ts';
import { storageClassDescriber } from './storage-class.ts';

/** The kinds with a description of their own; any other kind is shown field by field. */
export const describers: readonly Describer[] = [
  clusterRoleBindingDescriber,
  clusterRoleDescriber,
  configMapDescriber,
  cronJobDescriber,
  daemonSetDescriber,
  deploymentDescriber,
  endpointSliceDescriber,
  endpointsDescriber,
  horizontalPodAutoscalerDescriber,
  ingressClassDescriber,
  ingressDescriber,
  jobDescriber,
  limitRangeDescriber,
  namespaceDescriber,
  networkPolicyDescriber,
  nodeDescriber,
  persistentVolumeClaimDescriber,
  persistentVolumeDescriber,
  podDescriber,
  podDisruptionBudgetDescriber,
  priorityClassDescriber,
  replicaSetDescriber,
  replicationControllerDescriber,
  resourceQuotaDescriber,
  roleBindingDescriber,
  roleDescriber,
  secretDescriber,
  serviceAccountDescriber,
  serviceDescriber,
  statefulSetDescriber,
  storageClassDescriber,
];

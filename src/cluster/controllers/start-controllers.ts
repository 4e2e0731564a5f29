import type { ComponentContext } from '../client/component.ts';
import { createCertificateSigner } from './certificate-signer.ts';
import { createClusterRoleAggregationController } from './cluster-role-aggregation-controller.ts';
import { createCronJobController } from './cron-job/cron-job-controller.ts';
import { createDaemonSetController } from './daemon-set/daemon-set-controller.ts';
import { createDeploymentController } from './deployment/deployment-controller.ts';
import { createDisruptionController } from './disruption/disruption-controller.ts';
import { createEndpointSliceController } from './endpoint-slice/endpoint-slice-controller.ts';
import { createEndpointsController } from './endpoints/endpoints-controller.ts';
import { createGarbageCollector } from './garbage-collector/garbage-collector.ts';
import { createHorizontalPodAutoscalerController } from './horizontal-pod-autoscaler/horizontal-pod-autoscaler-controller.ts';
import { createJobController } from './job/job-controller.ts';
import { createNamespaceController } from './namespace-controller.ts';
import { createNodeIpamController } from './node-ipam-controller.ts';
import { createNodeLifecycleController } from './node-lifecycle/node-lifecycle-controller.ts';
import { createTaintEvictionController } from './node-lifecycle/taint-eviction-controller.ts';
import { createNodeTtlController } from './node-ttl-controller.ts';
import type { Pausable } from './pausable.ts';
import { createClaimProtectionController } from './persistent-volume/claim-protection-controller.ts';
import { createEphemeralVolumeController } from './persistent-volume/ephemeral-volume-controller.ts';
import { createPersistentVolumeBinder } from './persistent-volume/persistent-volume-binder.ts';
import { createVolumeProtectionController } from './persistent-volume/volume-protection-controller.ts';
import { createPodGarbageCollector } from './pod-garbage-collector.ts';
import { createReplicaSetController } from './replica-set/replica-set-controller.ts';
import { createReplicationManager } from './replication-controller.ts';
import { createResourceQuotaController } from './resource-quota/resource-quota-controller.ts';
import { createRootCaPublisher } from './root-ca-publisher.ts';
import { createServiceAccountController } from './service-account-controller.ts';
import { createServiceAccountTokensController } from './service-account-tokens-controller.ts';
import { createStatefulSetController } from './stateful-set/stateful-set-controller.ts';
import { createTtlAfterFinishedController } from './ttl-after-finished/ttl-after-finished-controller.ts';

/** The controllers by the component name that their events carry, which most of their users carry too. */
const controllers: readonly (readonly [
  component: string,
  create: (context: ComponentContext) => Pausable,
  account?: string,
])[] = [
  ['daemonset-controller', createDaemonSetController, 'daemon-set-controller'],
  ['deployment-controller', createDeploymentController],
  ['replicaset-controller', createReplicaSetController],
  ['statefulset-controller', createStatefulSetController],
  ['persistentvolume-controller', createPersistentVolumeBinder, 'persistent-volume-binder'],
  ['ephemeral-volume-controller', createEphemeralVolumeController],
  ['pvc-protection-controller', createClaimProtectionController],
  ['pv-protection-controller', createVolumeProtectionController],
  ['replication-controller', createReplicationManager],
  ['controllermanager', createDisruptionController, 'disruption-controller'],
  ['generic-garbage-collector', createGarbageCollector],
  ['horizontal-pod-autoscaler', createHorizontalPodAutoscalerController],
  ['job-controller', createJobController],
  ['cronjob-controller', createCronJobController],
  ['ttl-after-finished-controller', createTtlAfterFinishedController],
  ['endpoint-controller', createEndpointsController],
  ['endpoint-slice-controller', createEndpointSliceController, 'endpointslice-controller'],
  ['namespace-controller', createNamespaceController],
  ['node-controller', createNodeLifecycleController],
  ['taint-eviction-controller', createTaintEvictionController, 'node-controller'],
  ['pod-garbage-collector', createPodGarbageCollector],
  ['resourcequota-controller', createResourceQuotaController],
  ['service-account-controller', createServiceAccountController],
  ['root-ca-cert-publisher', createRootCaPublisher],
  ['cidrAllocator', createNodeIpamController, 'node-controller'],
  ['ttl-controller', createNodeTtlController],
  ['tokens-controller', createServiceAccountTokensController],
  ['certificate-controller', createCertificateSigner],
  ['clusterrole-aggregation-controller', createClusterRoleAggregationController],
];

/**
 * Builds all controllers of the controller manager. Call it before the cluster gets its first objects: controllers
 * hear of changes, they don't list what is there. The handle stops and runs them all together, as stopping
 * kube-controller-manager does.
 */
export function startControllers(makeContext: (componentName: string, account: string) => ComponentContext): Pausable {
  const running = controllers.map(([component, create, account = component]) =>
    create(makeContext(component, account)),
  );
  return {
    setRunning(isRunning) {
      for (const controller of running) controller.setRunning(isRunning);
    },
  };
}

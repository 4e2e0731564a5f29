import type { KubeObject } from './object.ts';
import type { HorizontalPodAutoscaler } from './types/autoscaling.ts';
import type { CertificateSigningRequest } from './types/certificates.ts';
import type { ComponentStatus } from './types/component-status.ts';
import type {
  ConfigMap,
  Event,
  LimitRange,
  Namespace,
  ReplicationController,
  ResourceQuota,
  Secret,
  ServiceAccount,
} from './types/core.ts';
import type { CustomResourceDefinition } from './types/custom-resource-definition.ts';
import type { ControllerRevision, DaemonSet } from './types/daemon-set.ts';
import type { Deployment, ReplicaSet } from './types/deployment.ts';
import type { EndpointSlice } from './types/endpoint-slice.ts';
import type { CronJob, Job } from './types/job.ts';
import type { Lease } from './types/lease.ts';
import type { Ingress, IngressClass, IPAddress, NetworkPolicy, ServiceCIDR } from './types/networking.ts';
import type { Node } from './types/node.ts';
import type { PersistentVolume, PersistentVolumeClaim } from './types/persistent-volume.ts';
import type { Pod, PodTemplate } from './types/pod.ts';
import type { PodDisruptionBudget } from './types/policy.ts';
import type { PriorityClass } from './types/priority-class.ts';
import type { ClusterRole, ClusterRoleBinding, Role, RoleBinding } from './types/rbac.ts';
import type { RuntimeClass } from './types/runtime-class.ts';
import type { Endpoints, Service } from './types/service.ts';
import type { StatefulSet } from './types/stateful-set.ts';
import type { CSIDriver, CSINode, CSIStorageCapacity, StorageClass, VolumeAttachment } from './types/storage.ts';

/** Names one resource of the API and carries the type of its objects. */
export interface Resource<T extends KubeObject = KubeObject> {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  /** The plural name used in paths. */
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** The schema type of objects whose kind a cluster defines itself. */
  readonly type?: string;
  /** Never set; ties the resource to its object type. */
  readonly objectType?: T;
}

const resource = <T extends KubeObject>(
  group: string,
  plural: string,
  kind: string,
  namespaced = true,
): Resource<T> => ({
  group,
  version: 'v1',
  plural,
  kind,
  namespaced,
});

export const nodes = resource<Node>('', 'nodes', 'Node', false);
export const namespaces = resource<Namespace>('', 'namespaces', 'Namespace', false);
export const pods = resource<Pod>('', 'pods', 'Pod');
export const events = resource<Event>('', 'events', 'Event');
export const serviceAccounts = resource<ServiceAccount>('', 'serviceaccounts', 'ServiceAccount');
export const configMaps = resource<ConfigMap>('', 'configmaps', 'ConfigMap');
export const secrets = resource<Secret>('', 'secrets', 'Secret');
export const services = resource<Service>('', 'services', 'Service');
export const endpoints = resource<Endpoints>('', 'endpoints', 'Endpoints');
export const limitRanges = resource<LimitRange>('', 'limitranges', 'LimitRange');
export const resourceQuotas = resource<ResourceQuota>('', 'resourcequotas', 'ResourceQuota');
export const replicationControllers = resource<ReplicationController>(
  '',
  'replicationcontrollers',
  'ReplicationController',
);
export const persistentVolumes = resource<PersistentVolume>('', 'persistentvolumes', 'PersistentVolume', false);
export const persistentVolumeClaims = resource<PersistentVolumeClaim>(
  '',
  'persistentvolumeclaims',
  'PersistentVolumeClaim',
);
export const daemonSets = resource<DaemonSet>('apps', 'daemonsets', 'DaemonSet');
export const controllerRevisions = resource<ControllerRevision>('apps', 'controllerrevisions', 'ControllerRevision');
export const deployments = resource<Deployment>('apps', 'deployments', 'Deployment');
export const replicaSets = resource<ReplicaSet>('apps', 'replicasets', 'ReplicaSet');
export const statefulSets = resource<StatefulSet>('apps', 'statefulsets', 'StatefulSet');
export const jobs = resource<Job>('batch', 'jobs', 'Job');
export const cronJobs = resource<CronJob>('batch', 'cronjobs', 'CronJob');
export const leases = resource<Lease>('coordination.k8s.io', 'leases', 'Lease');
export const podDisruptionBudgets = resource<PodDisruptionBudget>(
  'policy',
  'poddisruptionbudgets',
  'PodDisruptionBudget',
);
export const priorityClasses = resource<PriorityClass>('scheduling.k8s.io', 'priorityclasses', 'PriorityClass', false);
export const podTemplates = resource<PodTemplate>('', 'podtemplates', 'PodTemplate');
export const horizontalPodAutoscalers: Resource<HorizontalPodAutoscaler> = {
  ...resource<HorizontalPodAutoscaler>('autoscaling', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler'),
  version: 'v2',
};

export const componentStatuses = resource<ComponentStatus>('', 'componentstatuses', 'ComponentStatus', false);
export const endpointSlices = resource<EndpointSlice>('discovery.k8s.io', 'endpointslices', 'EndpointSlice');
export const ingresses = resource<Ingress>('networking.k8s.io', 'ingresses', 'Ingress');
export const ingressClasses = resource<IngressClass>('networking.k8s.io', 'ingressclasses', 'IngressClass', false);
export const ipAddresses = resource<IPAddress>('networking.k8s.io', 'ipaddresses', 'IPAddress', false);
export const networkPolicies = resource<NetworkPolicy>('networking.k8s.io', 'networkpolicies', 'NetworkPolicy');
export const serviceCIDRs = resource<ServiceCIDR>('networking.k8s.io', 'servicecidrs', 'ServiceCIDR', false);
export const runtimeClasses = resource<RuntimeClass>('node.k8s.io', 'runtimeclasses', 'RuntimeClass', false);
export const csiDrivers = resource<CSIDriver>('storage.k8s.io', 'csidrivers', 'CSIDriver', false);
export const csiNodes = resource<CSINode>('storage.k8s.io', 'csinodes', 'CSINode', false);
export const csiStorageCapacities = resource<CSIStorageCapacity>(
  'storage.k8s.io',
  'csistoragecapacities',
  'CSIStorageCapacity',
);
export const storageClasses = resource<StorageClass>('storage.k8s.io', 'storageclasses', 'StorageClass', false);
export const volumeAttachments = resource<VolumeAttachment>(
  'storage.k8s.io',
  'volumeattachments',
  'VolumeAttachment',
  false,
);

export const certificateSigningRequests = resource<CertificateSigningRequest>(
  'certificates.k8s.io',
  'certificatesigningrequests',
  'CertificateSigningRequest',
  false,
);

const RBAC = 'rbac.authorization.k8s.io';
export const roles = resource<Role>(RBAC, 'roles', 'Role');
export const roleBindings = resource<RoleBinding>(RBAC, 'rolebindings', 'RoleBinding');
export const clusterRoles = resource<ClusterRole>(RBAC, 'clusterroles', 'ClusterRole', false);
export const clusterRoleBindings = resource<ClusterRoleBinding>(
  RBAC,
  'clusterrolebindings',
  'ClusterRoleBinding',
  false,
);
export const customResourceDefinitions = resource<CustomResourceDefinition>(
  'apiextensions.k8s.io',
  'customresourcedefinitions',
  'CustomResourceDefinition',
  false,
);

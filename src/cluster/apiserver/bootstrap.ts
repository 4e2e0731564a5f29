import { ApiError } from '../../api/api-error.ts';
import type { Draft, KubeObject } from '../../api/object.ts';
import {
  clusterRoleBindings,
  clusterRoles,
  configMaps,
  endpointSlices,
  endpoints,
  namespaces,
  priorityClasses,
  type Resource,
  roleBindings,
  roles,
  serviceAccounts,
  services,
} from '../../api/resources.ts';
import { formatTime } from '../../api/time.ts';
import type { User } from '../../api/transport.ts';
import type { ConfigMap } from '../../api/types/core.ts';
import {
  defaultClusterRoleBindings,
  defaultClusterRoles,
  defaultRoleBindings,
  defaultRoles,
} from './authorization/default-roles.ts';
import type { Registry } from './rest/registry.ts';

/** The user in whose name the API server writes. */
const SELF: User = { name: 'system:apiserver', groups: ['system:masters', 'system:authenticated'] };

const NAMESPACES = ['kube-system', 'kube-public', 'kube-node-lease', 'default'];

const CA_DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

const CA_CERTIFICATE = '-----BEGIN CERTIFICATE-----\nnot simulated in Drydock\n-----END CERTIFICATE-----\n';

export interface BootstrapOptions {
  /** Where the control plane is reached; the address behind the `kubernetes` Service. */
  readonly address?: string;
}

/** The root certificate that every namespace holds a copy of. Also for the controller that keeps these copies. */
export function rootCaConfigMap(): Draft<ConfigMap> {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kube-root-ca.crt', annotations: { 'kubernetes.io/description': CA_DESCRIPTION } },
    data: { 'ca.crt': CA_CERTIFICATE },
  };
}

/** Creates what a fresh cluster holds before its first node joins. What is there already stays. */
export function bootstrap(registry: Registry, { address = '172.30.1.2' }: BootstrapOptions = {}): void {
  const ensure = <T extends KubeObject>(resource: Resource<T>, namespace: string | undefined, draft: Draft<T>) => {
    try {
      registry.create(resource, namespace, draft as unknown as KubeObject, { user: SELF, manager: 'kube-apiserver' });
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error;
    }
  };
  for (const name of NAMESPACES) {
    ensure(namespaces, undefined, { apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {} });
  }
  for (const [name, value, description] of [
    [
      'system-node-critical',
      2_000_001_000,
      'Used for system critical pods that must not be moved from their current node.',
    ],
    [
      'system-cluster-critical',
      2_000_000_000,
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
    ],
  ] as const) {
    ensure(priorityClasses, undefined, {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value,
      description,
    });
  }
  ensure(services, 'default', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kubernetes', labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: 6443 }],
      clusterIP: '10.96.0.1',
      clusterIPs: ['10.96.0.1'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    },
  });
  ensure(endpoints, 'default', {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'kubernetes', labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
    subsets: [{ addresses: [{ ip: address }], ports: [{ name: 'https', port: 6443, protocol: 'TCP' }] }],
  });
  ensure(endpointSlices, 'default', {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
  });
  ensure(configMaps, 'kube-system', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'extension-apiserver-authentication' },
    data: {
      'client-ca-file': CA_CERTIFICATE,
      'requestheader-allowed-names': '["front-proxy-client"]',
      'requestheader-client-ca-file': CA_CERTIFICATE,
      'requestheader-extra-headers-prefix': '["X-Remote-Extra-"]',
      'requestheader-group-headers': '["X-Remote-Group"]',
      'requestheader-username-headers': '["X-Remote-User"]',
    },
  });
  ensure(configMaps, 'kube-system', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kube-apiserver-legacy-service-account-token-tracking' },
    data: { since: formatTime(registry.context.world.clock.now()).slice(0, 10) },
  });
  for (const namespace of NAMESPACES) {
    ensure(configMaps, namespace, rootCaConfigMap());
    ensure(serviceAccounts, namespace, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default' },
    });
  }
  if (!registry.context.strategies.all.some(({ resource }) => resource.kind === 'ClusterRole')) return;
  for (const draft of defaultClusterRoles()) ensure(clusterRoles, undefined, draft);
  for (const draft of defaultClusterRoleBindings()) ensure(clusterRoleBindings, undefined, draft);
  for (const draft of defaultRoles()) ensure(roles, draft.metadata.namespace, draft);
  for (const draft of defaultRoleBindings()) ensure(roleBindings, draft.metadata.namespace, draft);
}

import type { Draft } from '../../api/object.ts';
import type { ClusterRole, Role, RoleBinding } from '../../api/types/rbac.ts';
import { parseRule, parseSubject } from '../apiserver/authorization/default-roles.ts';

const apiGroup = 'rbac.authorization.k8s.io';
const apiVersion = `${apiGroup}/v1`;
const JOINING = 'Group system:bootstrappers:kubeadm:default-node-token';
const NODES = 'Group system:nodes';
const NODE_CLIENTS = 'system:certificates.k8s.io:certificatesigningrequests';

const FLANNEL_LABELS = { 'k8s-app': 'flannel' };

/** Roles of the whole cluster and their rules. */
const CLUSTER_ROLES: Readonly<Record<string, readonly string[]>> = {
  'kubeadm:get-nodes': ['get core nodes'],
  'system:coredns': [
    'list,watch core endpoints,services,pods,namespaces',
    'list,watch discovery.k8s.io endpointslices',
  ],
  flannel: ['get core pods', 'get,list,watch core nodes', 'patch core nodes/status'],
};

/** Bindings in the whole cluster: the role, and whom it is given to. */
const CLUSTER_BINDINGS: Readonly<Record<string, readonly [role: string, subject: string]>> = {
  'kubeadm:cluster-admins': ['cluster-admin', 'Group kubeadm:cluster-admins'],
  'kubeadm:get-nodes': ['kubeadm:get-nodes', JOINING],
  'kubeadm:kubelet-bootstrap': ['system:node-bootstrapper', JOINING],
  'kubeadm:node-autoapprove-bootstrap': [`${NODE_CLIENTS}:nodeclient`, JOINING],
  'kubeadm:node-autoapprove-certificate-rotation': [`${NODE_CLIENTS}:selfnodeclient`, NODES],
  'kubeadm:node-proxier': ['system:node-proxier', 'ServiceAccount kube-system/kube-proxy'],
  'system:coredns': ['system:coredns', 'ServiceAccount kube-system/coredns'],
  flannel: ['flannel', 'ServiceAccount kube-flannel/flannel'],
};

/** Roles in a namespace, each to read one ConfigMap, and the subjects of the binding of the same name. */
const READERS: readonly (readonly [namespace: string, name: string, configMap: string, subjects: readonly string[]])[] =
  [
    ['kube-public', 'kubeadm:bootstrap-signer-clusterinfo', 'cluster-info', ['User system:anonymous']],
    ['kube-system', 'kube-proxy', 'kube-proxy', [JOINING]],
    ['kube-system', 'kubeadm:kubelet-config', 'kubelet-config', [NODES, JOINING]],
    ['kube-system', 'kubeadm:nodes-kubeadm-config', 'kubeadm-config', [NODES, JOINING]],
  ];

const named = (name: string) => ({ name, ...(name === 'flannel' ? { labels: FLANNEL_LABELS } : {}) });

/** Models kubeadm's phases bootstraptoken and addons, and flannel's manifest. */
export const kubeadmClusterRoles: readonly Draft<ClusterRole>[] = Object.entries(CLUSTER_ROLES).map(
  ([name, rules]) => ({ apiVersion, kind: 'ClusterRole', metadata: named(name), rules: rules.map(parseRule) }),
);

export const kubeadmClusterRoleBindings: readonly Draft<RoleBinding>[] = Object.entries(CLUSTER_BINDINGS).map(
  ([name, [role, subject]]) => ({
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: named(name),
    roleRef: { apiGroup, kind: 'ClusterRole', name: role },
    subjects: [parseSubject(subject)],
  }),
);

export const kubeadmRoles: readonly Draft<Role>[] = READERS.map(([namespace, name, configMap]) => ({
  apiVersion,
  kind: 'Role',
  metadata: { name, namespace },
  rules: [parseRule(`get core configmaps ${configMap}`)],
}));

export const kubeadmRoleBindings: readonly Draft<RoleBinding>[] = READERS.map(([namespace, name, , subjects]) => ({
  apiVersion,
  kind: 'RoleBinding',
  metadata: { name, namespace },
  roleRef: { apiGroup, kind: 'Role', name },
  subjects: subjects.map(parseSubject),
}));

import type { Draft } from '../../../api/object.ts';
import clusterRoleRules from '../../../api/schema/default-cluster-roles.json' with { type: 'json' };
import namespacedRoleRules from '../../../api/schema/default-roles.json' with { type: 'json' };
import type {
  ClusterRole,
  ClusterRoleBinding,
  PolicyRule,
  Role,
  RoleBinding,
  Subject,
} from '../../../api/types/rbac.ts';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const apiGroup = 'rbac.authorization.k8s.io';
const AGGREGATE_TO = `${apiGroup}/aggregate-to-`;
const CONTROLLER = 'system:controller:';

/** Whose rules the three roles for people are gathered from, and what gathers these in turn. */
const AGGREGATED: Readonly<Record<string, string | undefined>> = { admin: undefined, edit: 'admin', view: 'edit' };

/** Whom the roles of the same name are given to; those of controllers are given to their service accounts. */
const BOUND_TO: Readonly<Record<string, readonly string[]>> = {
  'cluster-admin': ['Group system:masters'],
  'system:basic-user': ['Group system:authenticated'],
  'system:discovery': ['Group system:authenticated'],
  'system:kube-controller-manager': ['User system:kube-controller-manager'],
  'system:kube-dns': ['ServiceAccount kube-system/kube-dns'],
  'system:kube-scheduler': ['User system:kube-scheduler'],
  'system:monitoring': ['Group system:monitoring'],
  'system:node': [],
  'system:node-proxier': ['User system:kube-proxy'],
  'system:public-info-viewer': ['Group system:authenticated', 'Group system:unauthenticated'],
  'system:service-account-issuer-discovery': ['Group system:serviceaccounts'],
  'system:volume-scheduler': ['User system:kube-scheduler'],
};

const leaderLocking = (component: string) => [`User system:${component}`, `ServiceAccount kube-system/${component}`];

/** Bindings in namespaces: `namespace/name`, which role they give, and to whom. */
const BOUND_IN_NAMESPACE: readonly (readonly [where: string, role: string, subjects: readonly string[]])[] = [
  [
    'kube-system/system::extension-apiserver-authentication-reader',
    'extension-apiserver-authentication-reader',
    ['User system:kube-controller-manager', 'User system:kube-scheduler'],
  ],
  [
    'kube-system/system::leader-locking-kube-controller-manager',
    'system::leader-locking-kube-controller-manager',
    leaderLocking('kube-controller-manager'),
  ],
  [
    'kube-system/system::leader-locking-kube-scheduler',
    'system::leader-locking-kube-scheduler',
    leaderLocking('kube-scheduler'),
  ],
  ...[
    'kube-system/bootstrap-signer',
    'kube-system/cloud-provider',
    'kube-system/token-cleaner',
    'kube-public/bootstrap-signer',
  ].map((where) => {
    const [namespace = '', account = ''] = where.split('/');
    const role = CONTROLLER + account;
    return [`${namespace}/${role}`, role, [`ServiceAccount kube-system/${account}`]] as const;
  }),
];

const metadata = (name: string, labels: Readonly<Record<string, string>> = {}) => ({
  name,
  annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels },
});

/** Models plugin/pkg/auth/authorizer/rbac/bootstrappolicy ClusterRoles. */
export function defaultClusterRoles(): readonly Draft<ClusterRole>[] {
  const kind = 'ClusterRole';
  const aggregated = Object.entries(AGGREGATED).map(([name, into]) => ({
    apiVersion,
    kind,
    metadata: metadata(name, into === undefined ? {} : { [AGGREGATE_TO + into]: 'true' }),
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [AGGREGATE_TO + name]: 'true' } }] },
  }));
  const plain = Object.entries(clusterRoleRules).map(([name, rules]) => {
    const into = name.startsWith('system:aggregate-to-') ? name.slice('system:aggregate-to-'.length) : undefined;
    const labels: Record<string, string> = into === undefined ? {} : { [AGGREGATE_TO + into]: 'true' };
    return { apiVersion, kind, metadata: metadata(name, labels), rules: rules.map(parseRule) };
  });
  return [...aggregated, ...plain];
}

/** Models bootstrappolicy ClusterRoleBindings and ControllerRoleBindings. */
export function defaultClusterRoleBindings(): readonly Draft<ClusterRoleBinding>[] {
  const controllers = Object.keys(clusterRoleRules)
    .filter((name) => name.startsWith(CONTROLLER))
    .map((name) => [name, [`ServiceAccount kube-system/${name.slice(CONTROLLER.length)}`]] as const);
  return [...Object.entries(BOUND_TO), ...controllers].map(([name, subjects]) => ({
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: metadata(name),
    roleRef: { apiGroup, kind: 'ClusterRole', name },
    ...(subjects.length === 0 ? {} : { subjects: subjects.map(parseSubject) }),
  }));
}

/** Models bootstrappolicy NamespaceRoles. */
export function defaultRoles(): readonly Draft<Role>[] {
  return Object.entries(namespacedRoleRules).map(([where, rules]) => {
    const [namespace = '', name = ''] = where.split('/');
    return { apiVersion, kind: 'Role', metadata: { ...metadata(name), namespace }, rules: rules.map(parseRule) };
  });
}

/** Models bootstrappolicy NamespaceRoleBindings. */
export function defaultRoleBindings(): readonly Draft<RoleBinding>[] {
  return BOUND_IN_NAMESPACE.map(([where, role, subjects]) => {
    const [namespace = '', name = ''] = where.split('/');
    return {
      apiVersion,
      kind: 'RoleBinding',
      metadata: { ...metadata(name), namespace },
      roleRef: { apiGroup, kind: 'Role', name: role },
      subjects: subjects.map(parseSubject),
    };
  });
}

/** Reads `get,list apps deployments`, `update core configmaps cluster-info` and `get /healthz,/version`. */
export function parseRule(text: string): PolicyRule {
  const [verbs = [], second = [], resources, resourceNames] = text.split(' ').map((part) => part.split(','));
  if (resources === undefined) return { verbs, nonResourceURLs: second };
  const apiGroups = second.map((group) => (group === 'core' ? '' : group));
  return { verbs, apiGroups, resources, ...(resourceNames === undefined ? {} : { resourceNames }) };
}

/** Reads `Group system:masters` and `ServiceAccount namespace/name`. */
export function parseSubject(text: string): Subject {
  const [kind = '', name = ''] = text.split(' ');
  if (kind !== 'ServiceAccount') return { kind, apiGroup, name };
  const [namespace = '', account = ''] = name.split('/');
  return { kind, name: account, namespace };
}

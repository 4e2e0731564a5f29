import type { JsonObject } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { present, typeAndMetadata } from './generated.ts';

const group = 'rbac.authorization.k8s.io';

export interface BindingWish {
  readonly kind: 'RoleBinding' | 'ClusterRoleBinding';
  readonly name: string;
  readonly roleKind: 'Role' | 'ClusterRole';
  readonly roleName: string;
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** `namespace:name` each. */
  readonly serviceAccounts: readonly string[];
}

/** Models kubectl/pkg/cmd/create/create_rolebinding.go and create_clusterrolebinding.go. */
export function generateBinding(wish: BindingWish): JsonObject {
  const subjects = [
    ...wish.users.map((name) => ({ kind: 'User', apiGroup: group, name })),
    ...wish.groups.map((name) => ({ kind: 'Group', apiGroup: group, name })),
    ...wish.serviceAccounts.map((account) => {
      const [namespace = '', name = '', ...more] = account.split(':');
      if (namespace === '' || name === '' || more.length > 0) {
        throw new KubectlError('serviceaccount must be <namespace>:<name>');
      }
      return { kind: 'ServiceAccount', name, namespace };
    }),
  ];
  return {
    ...typeAndMetadata(`${group}/v1`, wish.kind, wish.name),
    ...present('subjects', subjects),
    roleRef: { apiGroup: group, kind: wish.roleKind, name: wish.roleName },
  };
}

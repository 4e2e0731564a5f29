import type { RoleBinding } from '../../../api/types/rbac.ts';
import { mapField, mapItems, withDefaults } from './with-defaults.ts';

const RBAC = 'rbac.authorization.k8s.io';

/** Models pkg/apis/rbac/v1 SetDefaults_RoleBinding, SetDefaults_ClusterRoleBinding and SetDefaults_Subject. */
export function withRbacGroup(object: RoleBinding): RoleBinding {
  const bound = mapField(object, 'roleRef', inRbac);
  return mapField(bound, 'subjects', (subjects) =>
    mapItems(subjects, (subject) => (subject.kind === 'User' || subject.kind === 'Group' ? inRbac(subject) : subject)),
  );
}

const inRbac = <T extends { readonly apiGroup?: string }>(reference: T): T =>
  reference.apiGroup === ''
    ? { ...reference, apiGroup: RBAC }
    : withDefaults<T>(reference, { apiGroup: RBAC } as never);

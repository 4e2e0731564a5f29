import { goQuote } from '../../../api/go-quote.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import type { RoleBinding, Subject } from '../../../api/types/rbac.ts';
import { type FieldError, invalid, notSupported, required } from '../field-error.ts';
import { subdomainName, wholePathSegment } from './names.ts';

const RBAC = 'rbac.authorization.k8s.io';
const SUBJECT_KINDS = ['ServiceAccount', 'User', 'Group'];

/** Models pkg/apis/rbac/validation ValidateRoleBinding. */
export const validateRoleBinding = (object: RoleBinding) => validateBinding(object, ['Role', 'ClusterRole'], true);

/** Models ValidateClusterRoleBinding. */
export const validateClusterRoleBinding = (object: RoleBinding) => validateBinding(object, ['ClusterRole'], false);

/** Models what ValidateRoleBindingUpdate and ValidateClusterRoleBindingUpdate add. */
export function validateBindingUpdate({ roleRef }: RoleBinding, old: RoleBinding): FieldError[] {
  if (jsonEqual(roleRef, old.roleRef)) return [];
  const { apiGroup = '', kind = '', name = '' } = roleRef ?? {};
  const go = `rbac.RoleRef{APIGroup:${goQuote(apiGroup)}, Kind:${goQuote(kind)}, Name:${goQuote(name)}}`;
  return [invalid('roleRef', { go }, 'cannot change roleRef')];
}

function validateBinding({ roleRef, subjects = [] }: RoleBinding, kinds: string[], namespaced: boolean): FieldError[] {
  const { apiGroup = RBAC, kind = '', name = '' } = roleRef ?? {};
  const field = 'roleRef.name';
  return [
    ...(apiGroup === RBAC ? [] : [notSupported('roleRef.apiGroup', apiGroup, [RBAC])]),
    ...(kinds.includes(kind) ? [] : [notSupported('roleRef.kind', kind, kinds)]),
    ...(name === '' ? [required(field, '')] : wholePathSegment(name).map((why) => invalid(field, name, why))),
    ...subjects.flatMap((subject, i) => validateSubject(subject, namespaced, `subjects[${i}]`)),
  ];
}

/** Models validateRoleBindingSubject. */
function validateSubject(subject: Subject, namespaced: boolean, path: string): FieldError[] {
  const { kind = '', apiGroup = '', name = '', namespace = '' } = subject;
  const field = `${path}.name`;
  const errors = name === '' ? [required(field, '')] : [];
  if (!SUBJECT_KINDS.includes(kind)) return [...errors, notSupported(`${path}.kind`, kind, SUBJECT_KINDS)];
  const group = kind === 'ServiceAccount' ? '' : RBAC;
  if (kind !== 'ServiceAccount') {
    if (name === '') errors.push(invalid(field, name, `${kind.toLowerCase()} name cannot be empty`));
  } else if (name !== '') {
    for (const why of subdomainName(name, false)) errors.push(invalid(field, name, why));
  }
  if (apiGroup !== group) errors.push(notSupported(`${path}.apiGroup`, apiGroup, [group]));
  if (kind === 'ServiceAccount' && !namespaced && namespace === '') errors.push(required(`${path}.namespace`, ''));
  return errors;
}

import type { RoleBinding } from '../../../api/types/rbac.ts';
import type { Cell, TableContext } from '../strategy.ts';
import { age } from './cell-text.ts';

/** Models pkg/printers/internalversion printRoleBinding and printClusterRoleBinding. */
export function bindingCells(object: RoleBinding, context: TableContext): readonly Cell[] {
  const { metadata, roleRef, subjects = [] } = object;
  const named = (kind: string) => subjects.filter((subject) => subject.kind === kind).map(({ name }) => name);
  const accounts = subjects
    .filter(({ kind }) => kind === 'ServiceAccount')
    .map(({ namespace = '', name }) => `${namespace}/${name}`);
  return [
    metadata.name,
    `${roleRef.kind}/${roleRef.name}`,
    age(object, context),
    named('User').join(', '),
    named('Group').join(', '),
    accounts.join(', '),
  ];
}

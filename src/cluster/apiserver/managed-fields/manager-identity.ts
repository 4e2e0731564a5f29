import type { ManagedFieldsEntry } from '../../../api/object.ts';

/** Who writes, and how. */
export interface ManagerInfo {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly groupVersion: string;
  readonly subresource: string;
}

/**
 * What tells managers apart. One who applies is the same in every version. Models apimachinery managedfields
 * BuildManagerIdentifier.
 */
export function managerIdentity({ manager, operation, groupVersion, subresource }: ManagerInfo): string {
  return JSON.stringify({
    ...(manager === '' ? {} : { manager }),
    operation,
    ...(operation === 'Apply' || groupVersion === '' ? {} : { apiVersion: groupVersion }),
    ...(subresource === '' ? {} : { subresource }),
  });
}

/** The identity of who is meant by an entry. */
export const identityOfEntry = ({ manager, operation, apiVersion, subresource }: ManagedFieldsEntry): string =>
  managerIdentity({
    manager: manager ?? '',
    operation: operation ?? 'Update',
    groupVersion: apiVersion ?? '',
    subresource: subresource ?? '',
  });

type Identity = Pick<ManagedFieldsEntry, 'manager' | 'operation' | 'apiVersion' | 'subresource'>;

export const readIdentity = (identity: string): Identity => JSON.parse(identity) as Identity;

/** A manager as messages name it: `"kubectl-edit" using apps/v1`. Models printManager. */
export function managerText(identity: string): string {
  const { manager = '', operation, apiVersion = '', subresource = '' } = readIdentity(identity);
  const name = JSON.stringify(manager);
  const named = subresource === '' ? name : `${name} with subresource ${JSON.stringify(subresource)}`;
  return operation === 'Update' ? `${named} using ${apiVersion}` : named;
}

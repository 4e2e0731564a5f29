import { strategies } from '../cluster/apiserver/registry.ts';
import type { ServedKind } from './protocol.ts';

/** What people can write manifests of in this cluster. */
export const servedKinds: readonly ServedKind[] = strategies
  .filter(({ computed }) => computed === undefined)
  .map(({ resource: { group, version, kind } }) => ({
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
  }));

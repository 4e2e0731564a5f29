import { ipAddresses } from '../../../api/resources.ts';
import type { IPAddress } from '../../../api/types/networking.ts';
import { strategy } from '../strategy.ts';
import { ipAddressName, validateIPAddress, validateIPAddressUpdate } from '../validation/ip-address.ts';
import { age } from './cell-text.ts';

/** Models pkg/registry/networking/ipaddress strategy.go. The name is the address. */
export const ipAddress = strategy<IPAddress>({
  resource: ipAddresses,
  nameErrors: ipAddressName,
  defaults: (object) => (object.spec === undefined ? { ...object, spec: {} } : object),
  validate: validateIPAddress,
  validateUpdate: validateIPAddressUpdate,
  cells: (object, context) => [object.metadata.name, parentCell(object), age(object, context)],
});

function parentCell({ spec }: IPAddress): string {
  if (spec.parentRef === undefined) return '<none>';
  const { group = '', resource, namespace = '', name } = spec.parentRef;
  const of = (group === '' ? resource : `${resource}.${group}`).toLowerCase();
  return namespace === '' ? `${of}/${name}` : `${of}/${namespace}/${name}`;
}

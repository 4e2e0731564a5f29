import { jsonEqual } from '../../../api/json-equal.ts';
import { isDNS1123Subdomain } from '../../../api/names.ts';
import type { IPAddress, ParentReference } from '../../../api/types/networking.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { validateStrictIp } from './ip-fields.ts';
import { IMMUTABLE } from './object-meta.ts';
import { validateSegment } from './typed-reference.ts';

/** Models pkg/apis/networking/validation ValidateIPAddressName. */
export function ipAddressName(name: string): readonly string[] {
  return validateStrictIp(name, '').map(({ body }) => body.replace(/^Invalid value: "(?:[^"\\]|\\.)*": /, ''));
}

/** Models ValidateIPAddress. */
export function validateIPAddress({ spec }: IPAddress): FieldError[] {
  if (spec.parentRef === undefined) return [required('spec.parentRef', '')];
  const { group = '', resource = '', name = '', namespace = '' } = spec.parentRef;
  const groupErrors = group === '' ? [] : isDNS1123Subdomain(group);
  return [
    ...groupErrors.map((message) => invalid('spec.parentRef.group', group, message)),
    ...validateSegment(resource, 'spec.parentRef.resource', ''),
    ...validateSegment(name, 'spec.parentRef.name', ''),
    ...(namespace === '' ? [] : validateSegment(namespace, 'spec.parentRef.namespace', '')),
  ];
}

/** Models ValidateIPAddressUpdate. */
export function validateIPAddressUpdate({ spec }: IPAddress, old: IPAddress): FieldError[] {
  if (jsonEqual(spec.parentRef, old.spec.parentRef)) return [];
  return [invalid('spec.parentRef', shownParent(spec.parentRef), IMMUTABLE)];
}

function shownParent(parent: ParentReference | undefined) {
  if (parent === undefined) return undefined;
  const { group = '', resource, namespace = '', name } = parent;
  const fields = Object.entries({ Group: group, Resource: resource, Namespace: namespace, Name: name });
  return {
    go: `networking.ParentReference{${fields.map(([key, value]) => `${key}:${JSON.stringify(value)}`).join(', ')}}`,
  };
}

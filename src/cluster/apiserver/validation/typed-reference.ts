import { isDNS1123Subdomain } from '../../../api/names.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { pathSegmentName } from './names.ts';

/** Models pkg/apis/networking/validation validateIngressTypedLocalObjectReference. */
export function validateTypedReference(
  { apiGroup, kind = '', name = '' }: { readonly apiGroup?: string; readonly kind?: string; readonly name?: string },
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (apiGroup !== undefined) {
    for (const message of isDNS1123Subdomain(apiGroup)) errors.push(invalid(`${path}.apiGroup`, apiGroup, message));
  }
  return [
    ...errors,
    ...validateSegment(kind, `${path}.kind`, 'kind is required'),
    ...validateSegment(name, `${path}.name`, 'name is required'),
  ];
}

/** What stands for one step of a path. */
export function validateSegment(value: string, field: string, whenMissing: string): FieldError[] {
  if (value === '') return [required(field, whenMissing)];
  return pathSegmentName(value, false).map((message) => invalid(field, value, message));
}

import { isQualifiedName } from '../../../api/names.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';

const COMPUTED = ['cpu', 'memory', 'ephemeral-storage'];
const COUNTED = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const CONTAINER = new Set(COMPUTED);
const INTEGER = new Set(COUNTED);
const QUOTA = new Set([
  ...COUNTED,
  ...COMPUTED,
  ...COMPUTED.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  'requests.storage',
]);
const STANDARD = new Set([...QUOTA, 'storage']);

/** What pkg/apis/core/helper knows about names of resources. */
export const isHugePage = (name: string): boolean => name.startsWith('hugepages-');
const isQuotaHugePage = (name: string) => isHugePage(name) || name.startsWith('requests.hugepages-');
export const isNativeResource = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');
export const isStandardQuotaResource = (name: string): boolean => QUOTA.has(name) || isQuotaHugePage(name);
export const isIntegerResource = (name: string): boolean => INTEGER.has(name) || isExtendedResource(name);

/** Whether requests may be below limits. */
export const isOvercommitAllowed = (name: string): boolean => isNativeResource(name) && !isHugePage(name);

function isExtendedResource(name: string): boolean {
  if (isNativeResource(name) || name.startsWith('requests.')) return false;
  return isQualifiedName(`requests.${name}`).length === 0;
}

/** Models pkg/apis/core/validation validateResourceName. */
export function validateResourceName(name: string, field: string): FieldError[] {
  const wrong = invalidForEach(isQualifiedName(name), field, name);
  if (wrong.length > 0 || name.includes('/') || STANDARD.has(name) || isQuotaHugePage(name)) return wrong;
  return [invalid(field, name, 'must be a standard resource type or fully qualified')];
}

/** Models validateContainerResourceName. */
export function validateContainerResourceName(name: string, field: string): FieldError[] {
  if (CONTAINER.has(name)) return [];
  const errors = validateResourceName(name, field);
  if (!name.includes('/')) {
    if (!isHugePage(name)) errors.push(invalid(field, name, 'must be a standard resource for containers'));
  } else if (!isNativeResource(name) && !isExtendedResource(name)) {
    errors.push(invalid(field, name, "doesn't follow extended resource name standard"));
  }
  return errors;
}

/** Models ValidateResourceQuotaResourceName. */
export function validateQuotaResourceName(name: string, field: string): FieldError[] {
  const errors = validateResourceName(name, field);
  if (!name.includes('/') && !isStandardQuotaResource(name)) {
    errors.push(invalid(field, name, 'must be a standard resource for quota'));
  }
  return errors;
}

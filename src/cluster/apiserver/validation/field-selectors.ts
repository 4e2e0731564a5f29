import { isQualifiedName } from '../../../api/names.ts';
import { canonicalQuantity, compareQuantities } from '../../../api/quantity.ts';
import type { ObjectFieldSelector, ResourceFieldSelector } from '../../../api/types/container.ts';
import { type FieldError, invalid, notSupported, required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';

/** The fields of a pod that its containers may be told of, by variables and by files. */
export const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
export const FILE_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

const CONVERTIBLE = new Set([
  ...ENV_FIELDS,
  ...FILE_FIELDS,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
  'spec.host',
]);

/** Models pkg/apis/core/validation validateObjectFieldSelector. */
export function validateFieldRef(ref: ObjectFieldSelector, fields: readonly string[], field: string): FieldError[] {
  const { apiVersion = '', fieldPath = '' } = ref;
  if (apiVersion === '') return [required(`${field}.apiVersion`, '')];
  if (fieldPath === '') return [required(`${field}.fieldPath`, '')];
  const [, path = '', key] = /^(.*?)(?:\['(.*)'\])?$/s.exec(fieldPath) ?? [];
  const why = conversionError(apiVersion, fieldPath, path, key);
  if (why !== undefined) return [invalid(`${field}.fieldPath`, fieldPath, `error converting fieldPath: ${why}`)];
  if (key !== undefined) {
    const name = path === 'metadata.annotations' ? key.toLowerCase() : key;
    return invalidForEach(isQualifiedName(name), field, name);
  }
  const internal = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  return fields.includes(internal) ? [] : [notSupported(`${field}.fieldPath`, internal, fields)];
}

/** Models pkg/apis/core/pods ConvertDownwardAPIFieldLabel. */
function conversionError(version: string, whole: string, path: string, key: string | undefined): string | undefined {
  if (version !== 'v1') return `unsupported pod version: ${version}`;
  if (key !== undefined) {
    return path === 'metadata.annotations' || path === 'metadata.labels'
      ? undefined
      : `field label does not support subscript: ${whole}`;
  }
  return CONVERTIBLE.has(whole) ? undefined : `field label not supported: ${whole}`;
}

const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const BYTES = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** What an amount may be divided by, and the words for whose amount it is. */
const DIVISORS: readonly (readonly [resource: RegExp, divisors: readonly string[], kind: string])[] = [
  [/^(limits|requests)\.cpu$/, ['1m', '1'], 'cpu'],
  [/^(limits|requests)\.memory$/, BYTES, 'memory'],
  [/^(limits|requests)\.ephemeral-storage$/, BYTES, 'local ephemeral storage'],
  [/^(limits|requests)\.hugepages-/, BYTES, 'hugepages'],
];

/** Models validateContainerResourceFieldSelector; only files must name the container. */
export function validateResourceFieldRef(ref: ResourceFieldSelector, field: string, file: boolean): FieldError[] {
  const { containerName = '', resource = '', divisor } = ref;
  const errors: FieldError[] = [];
  if (file && containerName === '') errors.push(required(`${field}.containerName`, ''));
  else if (resource === '') errors.push(required(`${field}.resource`, ''));
  else if (!RESOURCES.includes(resource) && !/^(limits|requests)\.hugepages-/.test(resource)) {
    errors.push(notSupported(`${field}.resource`, resource, RESOURCES));
  }
  if (divisor === undefined || compareQuantities(divisor, '0') === 0) return errors;
  const rule = DIVISORS.find(([pattern]) => pattern.test(resource));
  if (rule === undefined || rule[1].includes(canonicalQuantity(divisor))) return errors;
  const list = rule[1].length === 2 ? rule[1].join(' and ') : rule[1].join(', ');
  const detail = `only divisor's values ${list} are supported with the ${rule[2]} resource`;
  return [...errors, invalid(`${field}.divisor`, resource, detail)];
}

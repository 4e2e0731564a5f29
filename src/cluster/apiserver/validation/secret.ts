import { decodeBase64, utf8Text } from '../../../api/base64.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import { parseJson } from '../../../api/json-text.ts';
import { isConfigMapKey } from '../../../api/names.ts';
import type { Secret } from '../../../api/types/core.ts';
import { type FieldError, forbidden, invalid, required, tooLong } from '../field-error.ts';
import { MAX_DATA_BYTES } from './config-map.ts';
import { IMMUTABLE } from './object-meta.ts';

/** The keys that secrets of a type must have. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

const SSH = 'kubernetes.io/ssh-auth';

/** What is within must be a JSON object; what is wrong with it is said without showing it. */
function validateDockerConfig(value: string, field: string): FieldError[] {
  const parsed = parseJson(utf8Text(decodeBase64(value) ?? new Uint8Array()));
  const shown = '<secret contents redacted>';
  if (!('value' in parsed)) return [invalid(field, shown, parsed.error)];
  const given = parsed.value;
  if (given === null || (typeof given === 'object' && !Array.isArray(given))) return [];
  const what = Array.isArray(given) ? 'array' : typeof given === 'boolean' ? 'bool' : typeof given;
  return [invalid(field, shown, `json: cannot unmarshal ${what} into Go value of type map[string]interface {}`)];
}

/** Models pkg/apis/core/validation ValidateSecret. */
export function validateSecret({ data = {}, type = '', metadata }: Secret): FieldError[] {
  const errors: FieldError[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(data)) {
    for (const message of isConfigMapKey(key)) errors.push(invalid(`data[${key}]`, key, message));
    size += Math.floor((value.length * 3) / 4);
  }
  if (size > MAX_DATA_BYTES) errors.push(tooLong('data', MAX_DATA_BYTES));
  for (const key of Object.hasOwn(NEEDED, type) ? NEEDED[type]! : []) {
    const value = Object.hasOwn(data, key) ? data[key]! : undefined;
    if (value === undefined || (value === '' && type === SSH)) errors.push(required(`data[${key}]`, ''));
    else if (key.startsWith('.docker')) errors.push(...validateDockerConfig(value, `data[${key}]`));
  }
  if (type === 'kubernetes.io/basic-auth' && !Object.hasOwn(data, 'username') && !Object.hasOwn(data, 'password')) {
    errors.push(required('data[username]', ''), required('data[password]', ''));
  }
  if (type === 'kubernetes.io/service-account-token') {
    const name = metadata.annotations?.['kubernetes.io/service-account.name'] ?? '';
    if (name === '') errors.push(required('metadata.annotations[kubernetes.io/service-account.name]', ''));
  }
  return errors;
}

/** Models ValidateSecretUpdate. */
export function validateSecretUpdate(object: Secret, old: Secret): FieldError[] {
  const errors: FieldError[] = [];
  if (object.type !== old.type) errors.push(invalid('type', object.type ?? '', IMMUTABLE));
  if (old.immutable === true) {
    if (object.immutable !== true) errors.push(forbidden('immutable', 'field is immutable when `immutable` is set'));
    if (!jsonEqual(object.data, old.data)) errors.push(forbidden('data', 'field is immutable when `immutable` is set'));
  }
  return [...errors, ...validateSecret(object)];
}

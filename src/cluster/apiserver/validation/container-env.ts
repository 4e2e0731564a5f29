import { isConfigMapKey, isDNS1123Subdomain, isRelaxedEnvVarName } from '../../../api/names.ts';
import type { ConfigMapKeySelector, EnvFromSource, EnvVar } from '../../../api/types/container.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { ENV_FIELDS, validateFieldRef, validateResourceFieldRef } from './field-selectors.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { subdomainName } from './names.ts';

/** Models pkg/apis/core/validation ValidateEnv. */
export function validateEnv(env: readonly EnvVar[], field: string): FieldError[] {
  return env.flatMap((variable, i) => {
    const { name = '' } = variable;
    const path = `${field}[${i}]`;
    const errors =
      name === '' ? [required(`${path}.name`, '')] : invalidForEach(isRelaxedEnvVarName(name), `${path}.name`, name);
    errors.push(...validateValueFrom(variable, `${path}.valueFrom`));
    return errors;
  });
}

function validateValueFrom({ value = '', valueFrom }: EnvVar, field: string): FieldError[] {
  if (valueFrom === undefined || valueFrom === null) return [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  const errors: FieldError[] = [];
  if (fieldRef !== undefined) errors.push(...validateFieldRef(fieldRef, ENV_FIELDS, `${field}.fieldRef`));
  if (resourceFieldRef !== undefined) {
    errors.push(...validateResourceFieldRef(resourceFieldRef, `${field}.resourceFieldRef`, false));
  }
  if (configMapKeyRef !== undefined) errors.push(...validateKeyRef(configMapKeyRef, `${field}.configMapKeyRef`));
  if (secretKeyRef !== undefined) errors.push(...validateKeyRef(secretKeyRef, `${field}.secretKeyRef`));
  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef].filter((one) => one !== undefined).length;
  if (sources === 0) {
    const detail = 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    errors.push(invalid(field, '', detail));
  } else if (value !== '') errors.push(invalid(field, '', 'may not be specified when `value` is not empty'));
  else if (sources > 1) errors.push(invalid(field, '', 'may not have more than one field specified at a time'));
  return errors;
}

/** Models validateConfigMapKeySelector and validateSecretKeySelector. */
function validateKeyRef({ name = '', key = '' }: ConfigMapKeySelector, field: string): FieldError[] {
  const errors = invalidForEach(isDNS1123Subdomain(name), `${field}.name`, name);
  if (key === '') errors.push(required(`${field}.key`, ''));
  else errors.push(...invalidForEach(isConfigMapKey(key), `${field}.key`, key));
  return errors;
}

/** Models ValidateEnvFrom, which names the whole list when an entry has no source or two. */
export function validateEnvFrom(sources: readonly EnvFromSource[], field: string): FieldError[] {
  return sources.flatMap(({ prefix = '', configMapRef, secretRef }, i) => {
    const path = `${field}[${i}]`;
    const errors = prefix === '' ? [] : invalidForEach(isRelaxedEnvVarName(prefix), `${path}.prefix`, prefix);
    if (configMapRef !== undefined) errors.push(...validateNameRef(configMapRef.name, `${path}.configMapRef.name`));
    if (secretRef !== undefined) errors.push(...validateNameRef(secretRef.name, `${path}.secretRef.name`));
    if (configMapRef === undefined && secretRef === undefined) {
      errors.push(invalid(field, '', 'must specify one of: `configMapRef` or `secretRef`'));
    } else if (configMapRef !== undefined && secretRef !== undefined) {
      errors.push(invalid(field, '', 'may not have more than one field specified at a time'));
    }
    return errors;
  });
}

function validateNameRef(name: string | undefined, field: string): FieldError[] {
  return name === undefined || name === ''
    ? [required(field, '')]
    : invalidForEach(subdomainName(name, true), field, name);
}

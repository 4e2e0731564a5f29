import { utf8Bytes } from '../../../api/base64.ts';
import type { ApiRequest, Query } from '../../../api/transport.ts';
import { type FieldError, forbidden, invalid, notSupported, required, tooLong } from '../field-error.ts';
import { invalidOptions } from '../refusals.ts';
import type { WriteOptions } from '../rest/registry-context.ts';
import { managerName } from './manager-name.ts';
import { queryValue } from './query.ts';

const LONGEST_MANAGER = 128;
const VALIDATIONS = ['', 'Ignore', 'Strict', 'Warn'];
const KINDS: Readonly<Record<string, string>> = { POST: 'CreateOptions', PUT: 'UpdateOptions', PATCH: 'PatchOptions' };

/**
 * The options of a request that writes, from its query. Refusals throw ApiError. Models apimachinery meta/v1/validation
 * ValidateCreateOptions, ValidateUpdateOptions and ValidatePatchOptions.
 */
export function writeOptions(request: ApiRequest, groupVersion?: string): WriteOptions {
  const { method, query, headers, user } = request;
  const kind = KINDS[method];
  const dryRun = valuesOf(query, 'dryRun');
  if (kind !== undefined) {
    const errors = [
      ...(kind === 'PatchOptions' ? patchErrors(query, headers['content-type'] ?? '') : []),
      ...managerErrors(queryValue(query, 'fieldManager') ?? '', 'fieldManager'),
      ...dryRunErrors(dryRun),
      ...validationErrors(queryValue(query, 'fieldValidation') ?? ''),
    ];
    if (errors.length > 0) throw invalidOptions(kind, errors);
  }
  const manager = managerName(request);
  return {
    user,
    dryRun: dryRun.length > 0,
    manager,
    warnings: [],
    ...(groupVersion === undefined ? {} : { groupVersion }),
  };
}

/** All values of a parameter. */
const valuesOf = (query: Query, name: string): readonly string[] =>
  Object.hasOwn(query, name) ? [query[name] ?? []].flat() : [];

function patchErrors(query: Query, type: string): readonly FieldError[] {
  if (type.startsWith('application/apply-patch')) {
    return (queryValue(query, 'fieldManager') ?? '') === ''
      ? [required('fieldManager', 'is required for apply patch')]
      : [];
  }
  return queryValue(query, 'force') === undefined
    ? []
    : [forbidden('force', 'may not be specified for non-apply patch')];
}

/** Models ValidateFieldManager. */
export function managerErrors(manager: string, field: string): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (utf8Bytes(manager).length > LONGEST_MANAGER) errors.push(tooLong(field, LONGEST_MANAGER));
  let position = 0;
  for (const character of manager) {
    if (!/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character)) {
      const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
      errors.push(invalid(field, manager, `invalid character U+${code} (at position ${position})`));
    }
    position += utf8Bytes(character).length;
  }
  return errors;
}

/** Models ValidateDryRun. */
export function dryRunErrors(dryRun: readonly string[]): readonly FieldError[] {
  if (dryRun.every((one) => one === 'All')) return [];
  const go = `[]string{${dryRun.map((one) => JSON.stringify(one)).join(', ')}}`;
  return [notSupported('dryRun', { go }, ['All'])];
}

const validationErrors = (validation: string): readonly FieldError[] =>
  VALIDATIONS.includes(validation) ? [] : [notSupported('fieldValidation', validation, VALIDATIONS)];

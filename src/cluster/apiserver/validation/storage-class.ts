import { jsonEqual } from '../../../api/json-equal.ts';
import { isQualifiedName } from '../../../api/names.ts';
import type { StorageClass, TopologySelectorTerm } from '../../../api/types/storage.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required, tooLong } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { IMMUTABLE } from './object-meta.ts';

const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];
const POLICIES = ['Delete', 'Retain'];
const MOST_PARAMETERS = 512;
const LARGEST_PARAMETERS = 256 * 1024;

/** Models pkg/apis/storage/validation ValidateStorageClass. */
export function validateStorageClass(object: StorageClass): FieldError[] {
  const { provisioner = '', reclaimPolicy = '' as string, volumeBindingMode } = object;
  const errors: FieldError[] = [];
  if (provisioner === '') errors.push(required('provisioner', ''));
  else {
    const name = provisioner.toLowerCase();
    errors.push(...invalidForEach(isQualifiedName(name), 'provisioner', name));
  }
  errors.push(...validateParameters(object.parameters ?? {}));
  if (reclaimPolicy !== '' && !POLICIES.includes(reclaimPolicy)) {
    errors.push(notSupported('reclaimPolicy', reclaimPolicy, POLICIES));
  }
  if (volumeBindingMode === undefined) errors.push(required('volumeBindingMode', ''));
  else if (!BINDING_MODES.includes(volumeBindingMode)) {
    errors.push(notSupported('volumeBindingMode', volumeBindingMode, BINDING_MODES));
  }
  errors.push(...validateTopologies(object.allowedTopologies ?? []));
  return errors;
}

function validateParameters(parameters: Readonly<Record<string, string>>): FieldError[] {
  const entries = Object.entries(parameters);
  if (entries.length > MOST_PARAMETERS) return [tooLong('parameters', MOST_PARAMETERS)];
  const errors = entries
    .filter(([key]) => key === '')
    .map(([key]) => invalid('parameters', key, 'field can not be empty.'));
  const size = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  if (size > LARGEST_PARAMETERS) errors.push(tooLong('parameters', LARGEST_PARAMETERS));
  return errors;
}

/** Models validateAllowedTopologies and ValidateTopologySelectorTerm. */
function validateTopologies(terms: readonly TopologySelectorTerm[]): FieldError[] {
  const seen = new Set<string>();
  return terms.flatMap(({ matchLabelExpressions = [] }, i) => {
    const path = `allowedTopologies[${i}].matchLabelExpressions`;
    const errors: FieldError[] = [];
    const byKey = new Map<string, readonly string[]>();
    matchLabelExpressions.forEach(({ key = '', values = [] }, at) => {
      const field = `${path}[${at}]`;
      if (values.length === 0) errors.push(required(`${field}.values`, ''));
      values.forEach((value, index) => {
        if (values.indexOf(value) < index) errors.push(duplicate(`${field}.values[${index}]`, value));
      });
      errors.push(...invalidForEach(isQualifiedName(key), `${field}.key`, key));
      if (byKey.has(key)) errors.push(duplicate(`${field}.key`, key));
      byKey.set(key, [...new Set(values)].sort());
    });
    const identity = JSON.stringify([...byKey].sort(([a], [b]) => (a < b ? -1 : 1)));
    if (seen.has(identity)) errors.push(duplicate(path, ''));
    seen.add(identity);
    return errors;
  });
}

/** Models ValidateStorageClassUpdate, which looks at nothing else again. */
export function validateStorageClassUpdate(object: StorageClass, old: StorageClass): FieldError[] {
  const errors: FieldError[] = [];
  const fixed = (name: 'parameters' | 'provisioner' | 'reclaimPolicy', same: boolean) => {
    if (!same) errors.push(forbidden(name, `updates to ${name} are forbidden.`));
  };
  fixed('parameters', jsonEqual(object.parameters ?? {}, old.parameters ?? {}));
  fixed('provisioner', object.provisioner === old.provisioner);
  fixed('reclaimPolicy', object.reclaimPolicy === old.reclaimPolicy);
  if (object.volumeBindingMode !== old.volumeBindingMode) {
    errors.push(invalid('volumeBindingMode', object.volumeBindingMode, IMMUTABLE));
  }
  return errors;
}

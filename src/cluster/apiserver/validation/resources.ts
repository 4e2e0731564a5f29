import { isQualifiedName } from '../../../api/names.ts';
import { compareQuantities } from '../../../api/quantity.ts';
import type { ResourceRequirements } from '../../../api/types/container.ts';
import { type FieldError, invalid } from '../field-error.ts';

const STANDARD = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** Models pkg/apis/core/validation ValidateContainerResourceRequirements. */
export function validateContainerResources(resources: ResourceRequirements | undefined, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const { limits = {}, requests = {} } = resources ?? {};
  for (const [name, amount] of Object.entries(limits)) errors.push(...validateAmount(name, amount, `${field}.limits`));
  for (const [name, amount] of Object.entries(requests)) {
    errors.push(...validateAmount(name, amount, `${field}.requests`));
    const limit = limits[name];
    if (limit === undefined) continue;
    const order = compareQuantities(amount, limit);
    if (name.includes('/') && order !== 0) {
      errors.push(invalid(`${field}.requests`, amount, `must be equal to ${name} limit of ${limit}`));
    } else if (order > 0) {
      errors.push(invalid(`${field}.requests`, amount, `must be less than or equal to ${name} limit of ${limit}`));
    }
  }
  return errors;
}

function validateAmount(name: string, amount: string, field: string): FieldError[] {
  const errors = isQualifiedName(name).map((message) => invalid(field, name, message));
  if (errors.length === 0 && !name.includes('/') && !STANDARD.has(name) && !name.startsWith('hugepages-')) {
    errors.push(invalid(field, name, 'must be a standard resource type or fully qualified'));
    errors.push(invalid(field, name, 'must be a standard resource for containers'));
  }
  if (compareQuantities(amount, '0') < 0) {
    errors.push(invalid(`${field}[${name}]`, amount, 'must be greater than or equal to 0'));
  }
  return errors;
}

import { isDNS1123Label } from '../../../api/names.ts';
import { canonicalQuantity, compareQuantities, integerValue } from '../../../api/quantity.ts';
import type { ResourceClaim, ResourceRequirements } from '../../../api/types/container.ts';
import { duplicate, type FieldError, forbidden, invalid, notFound, required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateResourceQuantity } from './quantities.ts';
import { isHugePage, isOvercommitAllowed, validateContainerResourceName } from './resource-names.ts';

/** Models pkg/apis/core/validation validateResourceRequirements with names of containers' resources. */
export function validateContainerResources(
  resources: ResourceRequirements,
  claimNames: ReadonlySet<string>,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const { limits = {}, requests = {}, claims = [] } = resources;
  for (const [name, amount] of Object.entries(limits)) errors.push(...validateAmount(name, amount, `${field}.limits`));
  for (const [name, amount] of Object.entries(requests)) {
    errors.push(...validateAmount(name, amount, `${field}.requests`));
    errors.push(...validateRequest(name, amount, limits[name], field));
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePage) && !names.includes('cpu') && !names.includes('memory')) {
    errors.push(forbidden(field, 'HugePages require cpu or memory'));
  }
  if (claims.length > 0) errors.push(...validateClaims(claims, claimNames, `${field}.claims`));
  return errors;
}

function validateAmount(name: string, amount: string, field: string): FieldError[] {
  const path = `${field}[${name}]`;
  const errors = [...validateContainerResourceName(name, path), ...validateResourceQuantity(name, amount, path)];
  if (isHugePage(name) && !isMultiple(name, amount)) {
    const text = canonicalQuantity(amount);
    errors.push(invalid(path, text, `${text} is not positive integer multiple of ${name}`));
  }
  return errors;
}

/** Models IsHugePageResourceValueDivisible. */
function isMultiple(name: string, amount: string): boolean {
  const size = integerValue(name.slice('hugepages-'.length));
  return size > 0 && integerValue(amount) % size === 0;
}

function validateRequest(name: string, amount: string, limit: string | undefined, field: string): FieldError[] {
  const fixed = !isOvercommitAllowed(name);
  if (limit === undefined) {
    return fixed ? [required(`${field}.limits`, 'Limit must be set for non overcommitable resources')] : [];
  }
  const order = compareQuantities(amount, limit);
  if (fixed ? order === 0 : order <= 0) return [];
  const most = `${fixed ? 'equal to' : 'less than or equal to'} ${name} limit of ${canonicalQuantity(limit)}`;
  return [invalid(`${field}.requests`, canonicalQuantity(amount), `must be ${most}`)];
}

/** Models validateResourceClaimNames. */
function validateClaims(claims: readonly ResourceClaim[], known: ReadonlySet<string>, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  claims.forEach(({ name = '', request = '' }, i) => {
    const path = `${field}[${i}]`;
    if (name === '') {
      errors.push(required(path, ''));
      return;
    }
    if (seen.has(name)) errors.push(duplicate(path, name));
    else {
      if (request !== '') errors.push(...invalidForEach(isDNS1123Label(request), `${path}.request`, request));
      const key = request === '' ? name : `${name}/${request}`;
      if (seen.has(key)) errors.push(duplicate(path, key));
      else if (request === '') {
        for (const other of seen) if (other.startsWith(`${name}/`)) errors.push(duplicate(path, name));
      }
      seen.add(key);
    }
    if (known.has(name)) return;
    const rest = known.size === 0 ? ' which is empty' : `: ${[...known].sort().join(', ')}`;
    const error = notFound(path, name);
    errors.push({ ...error, body: `${error.body}: must be one of the names in pod.spec.resourceClaims${rest}` });
  });
  return errors;
}

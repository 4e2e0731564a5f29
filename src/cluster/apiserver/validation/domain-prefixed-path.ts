import { isDNS1123Subdomain } from '../../../api/names.ts';
import { type FieldError, invalid, required } from '../field-error.ts';

/** Models apimachinery validation IsDomainPrefixedPath: `acme.io/foo`. */
export function isDomainPrefixedPath(value: string, field: string): FieldError[] {
  if (value === '') return [required(field, '')];
  const slash = value.indexOf('/');
  const domain = value.slice(0, Math.max(slash, 0));
  const path = value.slice(slash + 1);
  if (slash < 0 || domain === '' || path === '') {
    return [invalid(field, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  }
  const errors = isDNS1123Subdomain(domain).map((message) => invalid(field, domain, message));
  if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path)) {
    errors.push(invalid(field, path, "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')"));
  }
  return errors;
}

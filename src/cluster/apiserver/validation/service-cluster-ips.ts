import { goQuote } from '../../../api/go-quote.ts';
import { parseIp } from '../../../api/ip-address.ts';
import type { ServiceSpec } from '../../../api/types/service.ts';
import { duplicate, type FieldError, type GoText, invalid, notSupported, required } from '../field-error.ts';
import { goStrings } from './go-value.ts';
import { validateIp } from './ip-fields.ts';
import { isHeadless } from './service-needs.ts';

const FAMILIES = ['IPv4', 'IPv6'];
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const FIELD = 'spec.clusterIPs';

export const goClusterIPs = (list: readonly string[] | undefined): GoText => ({ go: goStrings(list) });

export function goFamilies(list: readonly string[] | undefined): GoText {
  return { go: list === undefined ? '[]core.IPFamily(nil)' : `[]core.IPFamily{${list.map(goQuote).join(', ')}}` };
}

export const familyOf = (ip: string): string => (parseIp(ip)?.family === 6 ? 'IPv6' : 'IPv4');

/** Models pkg/apis/core/validation ValidateServiceClusterIPsRelatedFields. */
export function validateClusterIPs(spec: ServiceSpec): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const { clusterIP = '', clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const shown = goClusterIPs(spec.clusterIPs);
  const errors: FieldError[] = [];
  if (clusterIP === '') {
    if (clusterIPs.length > 0) {
      errors.push(invalid(FIELD, shown, 'must be empty when `clusterIP` is not specified'));
    }
  } else if (clusterIPs.length === 0) errors.push(required(FIELD, ''));
  else if (clusterIPs[0] !== clusterIP) errors.push(invalid(FIELD, shown, 'first value must match `clusterIP`'));
  ipFamilies.forEach((family, i) => {
    const field = `spec.ipFamilies[${i}]`;
    if (!FAMILIES.includes(family)) errors.push(notSupported(field, family, FAMILIES));
    if (ipFamilies.indexOf(family) < i) errors.push(duplicate(field, family));
  });
  if (ipFamilyPolicy !== undefined && !POLICIES.includes(ipFamilyPolicy)) {
    errors.push(notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, POLICIES));
  }
  let wrong = false;
  clusterIPs.forEach((ip, i) => {
    if (i === 0 && ip === 'None') {
      if (clusterIPs.length === 1) return;
      wrong = true;
      errors.push(invalid(FIELD, shown, "'None' must be the first and only value"));
      return;
    }
    const found = validateIp(ip, `${FIELD}[${i}]`);
    if (found.length > 0) wrong = true;
    errors.push(...found);
  });
  if (clusterIPs.length > 2) errors.push(invalid(FIELD, shown, 'may only hold up to 2 values'));
  if (wrong) return errors;
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(familyOf)).size < clusterIPs.length) {
    errors.push(invalid(FIELD, shown, 'may specify no more than one IP for each IP family'));
  }
  if (isHeadless(spec)) return errors;
  clusterIPs.forEach((ip, i) => {
    const family = ipFamilies[i];
    if (family === undefined || !FAMILIES.includes(family) || family === familyOf(ip)) return;
    errors.push(invalid(`${FIELD}[${i}]`, ip, `expected an ${family} value as indicated by \`ipFamilies[${i}]\``));
  });
  return errors;
}

const ONCE = 'may not change once set';

/** Models validateUpgradeDowngradeClusterIPs. */
export function validateClusterIPsUpdate(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (spec.type === 'ExternalName' || old.type === 'ExternalName' || (isHeadless(spec) && isHeadless(old))) return [];
  const now = spec.clusterIPs ?? [];
  const before = old.clusterIPs ?? [];
  const shown = goClusterIPs(spec.clusterIPs);
  const errors: FieldError[] = [];
  if (before.length === now.length) {
    before.forEach((ip, i) => {
      if (ip !== now[i]) errors.push(invalid(`${FIELD}[${i}]`, shown, ONCE));
    });
    return errors;
  }
  if (now.length === 0) errors.push(invalid(`${FIELD}[0]`, shown, 'primary clusterIP can not be unset'));
  if (before.length > 0 && now.length > 0 && now[0] !== before[0]) errors.push(invalid(`${FIELD}[0]`, shown, ONCE));
  if (before.length > now.length && now.length === 1 && spec.ipFamilyPolicy !== 'SingleStack') {
    const detail = "must be set to 'SingleStack' when releasing the secondary clusterIP";
    errors.push(invalid('spec.ipFamilyPolicy', spec.ipFamilyPolicy, detail));
  }
  return errors;
}

/** Models validateUpgradeDowngradeIPFamilies. */
export function validateFamiliesUpdate(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (spec.type === 'ExternalName' || old.type === 'ExternalName' || isHeadless(spec) || isHeadless(old)) return [];
  const now = spec.ipFamilies ?? [];
  const before = old.ipFamilies ?? [];
  const field = 'spec.ipFamilies[0]';
  const errors: FieldError[] = [];
  if (before.length === now.length) {
    before.forEach((family, i) => {
      if (family !== now[i]) errors.push(invalid(field, goFamilies(spec.ipFamilies), ONCE));
    });
    return errors;
  }
  if (before.length > now.length && (spec.clusterIPs ?? []).length === 0) {
    errors.push(invalid(field, goFamilies(spec.ipFamilies), 'primary ipFamily can not be unset'));
  }
  if (before.length > 0 && now.length > 0 && now[0] !== before[0]) {
    errors.push(invalid(field, goClusterIPs(spec.clusterIPs), ONCE));
  }
  if (before.length > now.length && now.length === 1 && spec.ipFamilyPolicy !== 'SingleStack') {
    const detail = "must be set to 'SingleStack' when releasing the secondary ipFamily";
    errors.push(invalid('spec.ipFamilyPolicy', spec.ipFamilyPolicy, detail));
  }
  return errors;
}

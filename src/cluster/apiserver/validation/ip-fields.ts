import {
  type Cidr,
  formatCidr,
  formatIp,
  type IpAddress,
  networkAddress,
  parseCidr,
  parseIp,
} from '../../../api/ip-address.ts';
import { type FieldError, invalid } from '../field-error.ts';

const NO_IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const NO_CIDR = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/** Models apimachinery util/validation IsValidIPForLegacyField as it is by default: zeros may lead. */
export function validateIp(value: string, field: string): FieldError[] {
  return parseIp(value) === undefined ? [invalid(field, value, NO_IP)] : [];
}

/** Models IsValidIP: only the canonical form of an address will do. */
export function validateStrictIp(value: string, field: string): FieldError[] {
  const ip = parseIp(value);
  if (ip === undefined) return [invalid(field, value, NO_IP)];
  if (isMapped(value, ip)) return [invalid(field, value, 'must not be an IPv4-mapped IPv6 address')];
  if (ip.family === 4 && /(^|\.)0[0-9]/.test(value)) return [invalid(field, value, 'must not have leading 0s')];
  return value === formatIp(ip) ? [] : [invalid(field, value, `must be in canonical form (${quoted(formatIp(ip))})`)];
}

/** Models IsValidCIDRForLegacyField as it is by default. */
export function validateCidr(value: string, field: string): FieldError[] {
  return parseCidr(value) === undefined ? [invalid(field, value, NO_CIDR)] : [];
}

/** Models IsValidCIDR. */
export function validateStrictCidr(value: string, field: string): FieldError[] {
  const cidr = parseCidr(value);
  if (cidr === undefined) return [invalid(field, value, NO_CIDR)];
  if (isMapped(value, cidr.ip)) return [invalid(field, value, 'must not have an IPv4-mapped IPv6 address')];
  if (hasLeadingZeros(value, cidr)) {
    return [invalid(field, value, 'must not have leading 0s in IP or prefix length')];
  }
  if (hasHostBits(cidr)) return [invalid(field, value, 'must not have bits set beyond the prefix length')];
  const canonical = formatCidr(cidr);
  return value === canonical ? [] : [invalid(field, value, `must be in canonical form (${quoted(canonical)})`)];
}

/** Addresses that lead nowhere for others than their own host. Models pkg/apis/core/validation ValidateEndpointIP. */
export function validateNonSpecialIp(value: string, field: string): FieldError[] {
  const ip = parseIp(value);
  if (ip === undefined) return [invalid(field, value, 'must be a valid IP address')];
  const [a = 0, b = 0, c = 0] = ip.bytes;
  const v4 = ip.family === 4;
  const errors: FieldError[] = [];
  const special = (is: boolean, detail: string) => {
    if (is) errors.push(invalid(field, value, detail));
  };
  const upToLast = ip.bytes.slice(0, -1).every((byte) => byte === 0);
  const last = ip.bytes.at(-1);
  special(upToLast && last === 0, `may not be unspecified (${value})`);
  special(v4 ? a === 127 : upToLast && last === 1, 'may not be in the loopback range (127.0.0.0/8, ::1/128)');
  special(
    v4 ? a === 169 && b === 254 : a === 0xfe && (b & 0xc0) === 0x80,
    'may not be in the link-local range (169.254.0.0/16, fe80::/10)',
  );
  special(
    v4 ? a === 224 && b === 0 && c === 0 : a === 0xff && (b & 0x0f) === 2,
    'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
  );
  return errors;
}

/** Models GetWarningsForIP. */
export function ipWarnings(value: string, field: string): readonly string[] {
  const ip = parseIp(value);
  if (ip === undefined || value === formatIp(ip)) return [];
  const better = quoted(formatIp(ip));
  return ip.family === 4
    ? [
        `${field}: non-standard IP address ${quoted(value)} will be considered invalid in a future Kubernetes release: use ${better}`,
      ]
    : [`${field}: IPv6 address ${quoted(value)} should be in RFC 5952 canonical format (${better})`];
}

/** Models GetWarningsForCIDR. */
export function cidrWarnings(value: string, field: string): readonly string[] {
  const cidr = parseCidr(value);
  if (cidr === undefined) return [];
  const better = quoted(formatCidr(cidr));
  const warnings: string[] = [];
  if (hasHostBits(cidr)) {
    const single = quoted(`${formatIp(cidr.ip)}/${cidr.ip.bytes.length * 8}`);
    warnings.push(
      `${field}: CIDR value ${quoted(value)} is ambiguous in this context (should be ${better} or ${single}?)`,
    );
  }
  if (isMapped(value, cidr.ip) || hasLeadingZeros(value, cidr)) {
    warnings.push(
      `${field}: non-standard CIDR value ${quoted(value)} will be considered invalid in a future Kubernetes release: use ${better}`,
    );
  }
  if (warnings.length === 0 && value !== formatCidr(cidr)) {
    warnings.push(`${field}: IPv6 CIDR value ${quoted(value)} should be in RFC 5952 canonical format (${better})`);
  }
  return warnings;
}

const quoted = (text: string) => JSON.stringify(text);
const isMapped = (value: string, { family }: IpAddress) => family === 4 && value.includes(':');
const hasHostBits = (cidr: Cidr) => networkAddress(cidr).bytes.join() !== cidr.ip.bytes.join();
const hasLeadingZeros = (value: string, { ip }: Cidr) =>
  /\/0[0-9]/.test(value) || (ip.family === 4 && /(^|\.)0[0-9]/.test(value));

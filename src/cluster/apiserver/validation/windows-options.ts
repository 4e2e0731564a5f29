import { isDNS1123Subdomain } from '../../../api/names.ts';
import type { WindowsSecurityContextOptions } from '../../../api/types/pod.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';

const LARGEST_SPEC_KIB = 64;
const LONGEST_DOMAIN = 256;
const LONGEST_USER = 104;

const CONTROL = /[\x00-\x1f\x7f]/;
const NET_BIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DNS_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const DNS_DOMAIN = new RegExp(`^${DNS_LABEL}(?:\\.${DNS_LABEL})*$`);
const ONLY_DOTS_AND_SPACES = /^[. ]+$/;
const FORBIDDEN = /["/\\:;|=,+*?<>@[\]]/;

/** Models pkg/apis/core/validation validateWindowsSecurityContextOptions. */
export function validateWindowsOptions(
  options: WindowsSecurityContextOptions | undefined,
  field: string,
): FieldError[] {
  if (options === undefined) return [];
  const { gmsaCredentialSpecName: specName, gmsaCredentialSpec: spec, runAsUserName: user } = options;
  const errors: FieldError[] = [];
  if (specName !== undefined) {
    errors.push(...invalidForEach(isDNS1123Subdomain(specName), `${field}.gmsaCredentialSpecName`, specName));
  }
  if (spec === '') {
    errors.push(invalid(`${field}.gmsaCredentialSpec`, spec, 'gmsaCredentialSpec cannot be an empty string'));
  } else if (spec !== undefined && spec.length > LARGEST_SPEC_KIB * 1024) {
    const detail = `gmsaCredentialSpec size must be under ${LARGEST_SPEC_KIB} KiB`;
    errors.push(invalid(`${field}.gmsaCredentialSpec`, spec, detail));
  }
  if (user !== undefined) errors.push(...invalidForEach(userMessages(user), `${field}.runAsUserName`, user));
  return errors;
}

function userMessages(name: string): readonly string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  if (CONTROL.test(name)) return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const user = parts.at(-1)!;
  const domain = parts.length === 2 ? parts[0]! : undefined;
  const messages: string[] = [];
  if (domain !== undefined && domain.length >= LONGEST_DOMAIN) {
    messages.push(`runAsUserName's Domain length must be under ${LONGEST_DOMAIN} characters`);
  }
  if (domain !== undefined && !NET_BIOS.test(domain) && !DNS_DOMAIN.test(domain)) {
    messages.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  }
  if (user === '') messages.push("runAsUserName's User cannot be empty");
  else if (user.length > LONGEST_USER) {
    messages.push(`runAsUserName's User length must not be longer than ${LONGEST_USER} characters`);
  }
  if (ONLY_DOTS_AND_SPACES.test(user)) messages.push("runAsUserName's User cannot contain only periods or spaces");
  if (FORBIDDEN.test(user)) {
    messages.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  }
  return messages;
}

import { isDNS1123Subdomain, isDNS1123SubdomainWithUnderscore } from '../../../api/names.ts';
import type { HostAlias, PodDNSConfig } from '../../../api/types/pod.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { goList } from './go-value.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateIp } from './ip-fields.ts';

const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2048;

/** Models pkg/apis/core/validation validatePodDNSConfig. */
export function validateDnsConfig(
  config: PodDNSConfig | undefined,
  policy: string | undefined,
  field: string,
): FieldError[] {
  if (policy === 'None') {
    if (config === undefined) return [required(field, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if ((config.nameservers?.length ?? 0) === 0) {
      const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      return [required(`${field}.nameservers`, detail)];
    }
  }
  if (config === undefined) return [];
  const { nameservers = [], searches = [], options = [] } = config;
  const errors: FieldError[] = [];
  const limit = (part: 'nameservers' | 'searches', list: readonly string[], over: boolean, most: string) => {
    if (over) errors.push(invalid(`${field}.${part}`, goList('string', list), `must not have more than ${most}`));
  };
  limit('nameservers', nameservers, nameservers.length > MOST_NAMESERVERS, `${MOST_NAMESERVERS} nameservers`);
  nameservers.forEach((address, i) => {
    errors.push(...validateIp(address, `${field}.nameservers[${i}]`));
  });
  limit('searches', searches, searches.length > MOST_SEARCHES, `${MOST_SEARCHES} search paths`);
  const characters = `${LONGEST_SEARCHES} characters (including spaces) in the search list`;
  limit('searches', searches, searches.join(' ').length > LONGEST_SEARCHES, characters);
  searches.forEach((search, i) => {
    if (search === '.') return;
    const domain = search.endsWith('.') ? search.slice(0, -1) : search;
    errors.push(...invalidForEach(isDNS1123SubdomainWithUnderscore(domain), `${field}.searches[${i}]`, domain));
  });
  options.forEach(({ name = '' }, i) => {
    if (name === '') errors.push(required(`${field}.options[${i}]`, 'must not be empty'));
  });
  return errors;
}

/** Models ValidateHostAliases. */
export function validateHostAliases(aliases: readonly HostAlias[] | undefined, field: string): FieldError[] {
  return (aliases ?? []).flatMap(({ ip = '', hostnames = [] }, i) => [
    ...validateIp(ip, `${field}[${i}].ip`),
    ...hostnames.flatMap((name, at) =>
      invalidForEach(isDNS1123Subdomain(name), `${field}[${i}].hostnames[${at}]`, name),
    ),
  ]);
}

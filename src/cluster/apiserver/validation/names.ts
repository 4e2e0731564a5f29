import { isDNS1035Label, isDNS1123Label, isDNS1123Subdomain } from '../../../api/names.ts';

/** A prefix for generated names may end in a dash, because letters will follow. Models maskTrailingDash. */
const masked = (name: string, prefix: boolean) =>
  prefix && name.length > 1 && name.endsWith('-') ? `${name.slice(0, -1)}a` : name;

/** Models apimachinery api/validation NameIsDNSSubdomain. */
export const subdomainName = (name: string, prefix: boolean) => isDNS1123Subdomain(masked(name, prefix));
export const labelName = (name: string, prefix: boolean) => isDNS1123Label(masked(name, prefix));
export const dns1035Name = (name: string, prefix: boolean) => isDNS1035Label(masked(name, prefix));

/** Models apimachinery api/validation/path ValidatePathSegmentName. */
export function pathSegmentName(name: string, prefix: boolean): readonly string[] {
  if (prefix) return [...name].some((c) => c === '/' || c === '%') ? illegal(name) : [];
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return illegal(name);
}

/** Models apimachinery api/validation/path IsValidPathSegmentName, which makes no difference for prefixes. */
export const wholePathSegment = (name: string): readonly string[] => pathSegmentName(name, false);

const illegal = (name: string) => ['/', '%'].filter((c) => name.includes(c)).map((c) => `may not contain '${c}'`);

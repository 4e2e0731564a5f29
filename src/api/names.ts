/** Checks of names, in the words of apimachinery's util/validation. Each returns what is wrong; nothing when all is well. */
export type Messages = readonly string[];

const qualifiedName = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const qualifiedNameRule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const labelValue = `(${qualifiedName})?`;
const dns1123Label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dns1123Subdomain = `${dns1123Label}(\\.${dns1123Label})*`;
const dns1035Label = '[a-z]([-a-z0-9]*[a-z0-9])?';
const underscoreLabel = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const underscoreSubdomain = `${underscoreLabel}(\\.${underscoreLabel})*`;
const wildcardSubdomain = `\\*\\.${dns1123Subdomain}`;
const envVarName = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const configMapKey = '[-._a-zA-Z0-9]+';
const httpHeaderName = '[-A-Za-z0-9]+';
const percent = '[0-9]+%';
const cIdentifier = '[A-Za-z_][A-Za-z0-9_]*';

const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`);
const qualifiedNameRegExp = whole(qualifiedName);
const labelValueRegExp = whole(labelValue);
const dns1123LabelRegExp = whole(dns1123Label);
const dns1123SubdomainRegExp = whole(dns1123Subdomain);
const dns1035LabelRegExp = whole(dns1035Label);
const underscoreSubdomainRegExp = whole(underscoreSubdomain);
const wildcardSubdomainRegExp = whole(wildcardSubdomain);
const envVarNameRegExp = whole(envVarName);
const configMapKeyRegExp = whole(configMapKey);
const httpHeaderNameRegExp = whole(httpHeaderName);
const percentRegExp = whole(percent);
const cIdentifierRegExp = whole(cIdentifier);

const emptyText = 'must be non-empty';
const tooLong = (length: number): string => `must be no more than ${length} characters`;

function mustMatch(rule: string, pattern: string, ...examples: readonly string[]): string {
  if (examples.length === 0) return `${rule} (regex used for validation is '${pattern}')`;
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return `${rule} (e.g. ${shown}regex used for validation is '${pattern}')`;
}

/** Go counts bytes of UTF-8. */
function byteLength(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) length += 1;
    else if (unit < 0x800) length += 2;
    else if ((text.codePointAt(i) ?? 0) >= 0x10000) {
      length += 4;
      i++;
    } else length += 3;
  }
  return length;
}

function limited(value: string, length: number): Messages {
  return byteLength(value) > length ? [tooLong(length)] : [];
}

const qualifiedNameMessage = mustMatch(qualifiedNameRule, qualifiedName, 'MyName', 'my.name', '123-abc');

/** Keys of labels, annotations, taints and the names of extended resources: `[prefix/]name`. */
export function isQualifiedName(value: string): Messages {
  const parts = value.split('/');
  if (parts.length > 2) {
    return [
      `a qualified name ${qualifiedNameMessage} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts[parts.length - 1] ?? '';
  const messages: string[] = [];
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    const wrong = prefix === '' ? [emptyText] : isDNS1123Subdomain(prefix);
    messages.push(...wrong.map((message) => `prefix part ${message}`));
  }
  if (name === '') messages.push(`name part ${emptyText}`);
  else if (byteLength(name) > 63) messages.push(`name part ${tooLong(63)}`);
  if (!qualifiedNameRegExp.test(name)) messages.push(`name part ${qualifiedNameMessage}`);
  return messages;
}

export function isValidLabelValue(value: string): Messages {
  if (value.length <= 63 && labelValueRegExp.test(value)) return [];
  const rule = `a valid label must be an empty string or consist of ${qualifiedNameRule.slice('must consist of '.length)}`;
  const wrong = labelValueRegExp.test(value) ? [] : [mustMatch(rule, labelValue, 'MyValue', 'my_value', '12345')];
  return [...limited(value, 63), ...wrong];
}

const dns1123LabelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";

export function isDNS1123Label(value: string): Messages {
  if (dns1123LabelRegExp.test(value)) return limited(value, 63);
  const wrong = dns1123SubdomainRegExp.test(value)
    ? 'must not contain dots'
    : mustMatch(dns1123LabelRule, dns1123Label, 'my-name', '123-abc');
  return [...limited(value, 63), wrong];
}

const dns1123SubdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

export function isDNS1123Subdomain(value: string): Messages {
  if (dns1123SubdomainRegExp.test(value)) return limited(value, 253);
  return [...limited(value, 253), mustMatch(dns1123SubdomainRule, dns1123Subdomain, 'example.com')];
}

const underscoreSubdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character";

/** Models IsDNS1123SubdomainWithUnderscore: the search domains of resolvers. */
export function isDNS1123SubdomainWithUnderscore(value: string): Messages {
  if (underscoreSubdomainRegExp.test(value)) return limited(value, 253);
  return [...limited(value, 253), mustMatch(underscoreSubdomainRule, dns1123Subdomain, 'example.com')];
}

const dns1035LabelRule =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";

export function isDNS1035Label(value: string): Messages {
  if (dns1035LabelRegExp.test(value)) return limited(value, 63);
  return [...limited(value, 63), mustMatch(dns1035LabelRule, dns1035Label, 'my-name', 'abc-123')];
}

const wildcardRule =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character";

export function isWildcardDNS1123Subdomain(value: string): Messages {
  if (wildcardSubdomainRegExp.test(value)) return limited(value, 253);
  return [...limited(value, 253), mustMatch(wildcardRule, wildcardSubdomain, '*.example.com')];
}

const cIdentifierRule =
  "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'";

export function isCIdentifier(value: string): Messages {
  if (cIdentifierRegExp.test(value)) return [];
  return [mustMatch(cIdentifierRule, cIdentifier, 'my_name', 'MY_NAME', 'MyName')];
}

export function isInRange(value: number, min: number, max: number): Messages {
  return value >= min && value <= max ? [] : [`must be between ${min} and ${max}, inclusive`];
}

export function isValidPortNum(port: number): Messages {
  return isInRange(port, 1, 65535);
}

/** Group ids have the same range. */
export function isValidUserID(id: number): Messages {
  return isInRange(id, 0, 2147483647);
}

export function isValidPortName(port: string): Messages {
  const messages = [...limited(port, 15)];
  if (!/^[-a-z0-9]+$/.test(port)) {
    messages.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(port)) messages.push('must contain at least one letter (a-z)');
  if (port.includes('--')) messages.push('must not contain consecutive hyphens');
  if (port.startsWith('-') || port.endsWith('-')) messages.push('must not begin or end with a hyphen');
  return messages;
}

export function isValidPercent(value: string): Messages {
  const rule = "a valid percent string must be a numeric string followed by an ending '%'";
  return percentRegExp.test(value) ? [] : [mustMatch(rule, percent, '1%', '93%')];
}

export function isHTTPHeaderName(value: string): Messages {
  const rule = "a valid HTTP header must consist of alphanumeric characters or '-'";
  return httpHeaderNameRegExp.test(value) ? [] : [mustMatch(rule, httpHeaderName, 'X-Header-Name')];
}

const envVarNameRule =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit";

export function isEnvVarName(value: string): Messages {
  const wrong = mustMatch(envVarNameRule, envVarName, 'my.env-name', 'MY_ENV.NAME', 'MyEnvName1');
  return [...(envVarNameRegExp.test(value) ? [] : [wrong]), ...climbingPath(value)];
}

/** Since 1.32 the API server asks this of environment variables. */
export function isRelaxedEnvVarName(value: string): Messages {
  if (value === '') return [`environment variable name ${emptyText}`];
  if (/^[\x20-\x3c\x3e-\x7e]*$/.test(value)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

export function isConfigMapKey(value: string): Messages {
  const rule = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
  const wrong = mustMatch(rule, configMapKey, 'key.name', 'KEY_NAME', 'key-name');
  return [...limited(value, 253), ...(configMapKeyRegExp.test(value) ? [] : [wrong]), ...climbingPath(value)];
}

function climbingPath(value: string): Messages {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

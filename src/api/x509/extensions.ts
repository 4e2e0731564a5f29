import { utf8Bytes, utf8Text } from '../base64.ts';
import { bigOf, type DerValue, objectIdOf, partsOf, readOne } from './der-read.ts';
import { bits, boolean, type Der, integer, objectId, octets, retagged, sequence } from './der-write.ts';

/** What a certificate says beside names, times and the key. */
export interface Extensions {
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLength?: number };
  /** `Digital Signature`, ... in the order of the standard. */
  readonly keyUsage?: readonly string[];
  readonly extendedKeyUsage?: readonly string[];
  readonly subjectKeyId?: readonly number[];
  readonly authorityKeyId?: readonly number[];
  /** `DNS:kubernetes`, `IP Address:10.96.0.1`. */
  readonly alternativeNames?: readonly string[];
}

export const KEY_USAGES = [
  'Digital Signature',
  'Non Repudiation',
  'Key Encipherment',
  'Data Encipherment',
  'Key Agreement',
  'Certificate Sign',
  'CRL Sign',
  'Encipher Only',
  'Decipher Only',
] as const;

export const EXTENDED_USAGES: Readonly<Record<string, string>> = {
  'TLS Web Server Authentication': '1.3.6.1.5.5.7.3.1',
  'TLS Web Client Authentication': '1.3.6.1.5.5.7.3.2',
  'Code Signing': '1.3.6.1.5.5.7.3.3',
  'E-mail Protection': '1.3.6.1.5.5.7.3.4',
};
const USAGE_NAMES = new Map(Object.entries(EXTENDED_USAGES).map(([name, id]) => [id, name]));

const KEY_USAGE = '2.5.29.15';
const EXTENDED = '2.5.29.37';
const BASIC = '2.5.29.19';
const SUBJECT_KEY = '2.5.29.14';
const AUTHORITY_KEY = '2.5.29.35';
const NAMES = '2.5.29.17';

const extension = (id: string, content: Der, critical = false): Der =>
  sequence(objectId(id), ...(critical ? [boolean(true)] : []), octets(content));

export function writeExtensions(wish: Extensions): Der {
  const parts: Der[] = [];
  const { keyUsage, extendedKeyUsage, basicConstraints, subjectKeyId, authorityKeyId, alternativeNames } = wish;
  if (keyUsage !== undefined) parts.push(extension(KEY_USAGE, usageBits(keyUsage), true));
  if (extendedKeyUsage !== undefined) {
    const ids = extendedKeyUsage.map((usage) => objectId(EXTENDED_USAGES[usage] ?? usage));
    parts.push(extension(EXTENDED, sequence(...ids)));
  }
  if (basicConstraints !== undefined) {
    const { ca, pathLength } = basicConstraints;
    const content = [...(ca ? [boolean(true)] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])];
    parts.push(extension(BASIC, sequence(...content), true));
  }
  if (subjectKeyId !== undefined) parts.push(extension(SUBJECT_KEY, octets(subjectKeyId)));
  if (authorityKeyId !== undefined) parts.push(extension(AUTHORITY_KEY, sequence(retagged(0, authorityKeyId))));
  if (alternativeNames !== undefined) parts.push(extension(NAMES, sequence(...alternativeNames.map(writeAlternative))));
  return sequence(...parts);
}

function usageBits(usages: readonly string[]): Der {
  const places = usages.map((usage) => (KEY_USAGES as readonly string[]).indexOf(usage)).filter((place) => place >= 0);
  const last = Math.max(0, ...places);
  const bytes = new Array<number>(Math.floor(last / 8) + 1).fill(0);
  for (const place of places) bytes[Math.floor(place / 8)]! |= 0x80 >> (place % 8);
  return bits(bytes, 7 - (last % 8));
}

function writeAlternative(name: string): Der {
  const [, type = 'DNS', text = name] = /^(DNS|IP Address|IP|email|URI):([\s\S]*)$/.exec(name) ?? [];
  if (type === 'email') return retagged(1, [...utf8Bytes(text)]);
  if (type === 'URI') return retagged(6, [...utf8Bytes(text)]);
  if (type === 'DNS') return retagged(2, [...utf8Bytes(text)]);
  return retagged(7, text.includes(':') ? [...utf8Bytes(text)] : text.split('.').map(Number));
}

/** Reads what it knows of a list of extensions. */
export function readExtensions(list: DerValue): Extensions {
  const found: { -readonly [K in keyof Extensions]: Extensions[K] } = {};
  for (const each of partsOf(list)) {
    const parts = partsOf(each);
    const content = readOne(parts.at(-1)!.body);
    switch (objectIdOf(parts[0]!)) {
      case KEY_USAGE: {
        const bytes = content.body.slice(1);
        found.keyUsage = KEY_USAGES.filter(
          (_, place) => ((bytes[Math.floor(place / 8)] ?? 0) & (0x80 >> (place % 8))) !== 0,
        );
        break;
      }
      case EXTENDED:
        found.extendedKeyUsage = partsOf(content).map((id) => USAGE_NAMES.get(objectIdOf(id)) ?? objectIdOf(id));
        break;
      case BASIC: {
        const inner = partsOf(content);
        const length = inner.find(({ tag }) => tag === 2);
        const ca = inner.some(({ tag, body }) => tag === 1 && body[0] !== 0);
        found.basicConstraints = { ca, ...(length === undefined ? {} : { pathLength: Number(bigOf(length.body)) }) };
        break;
      }
      case SUBJECT_KEY:
        found.subjectKeyId = content.body;
        break;
      case AUTHORITY_KEY:
        found.authorityKeyId = partsOf(content).find(({ tag }) => tag === 0x80)?.body ?? [];
        break;
      case NAMES:
        found.alternativeNames = partsOf(content).map(readAlternative);
        break;
    }
  }
  return found;
}

function readAlternative({ tag, body }: DerValue): string {
  const text = () => utf8Text(Uint8Array.from(body));
  if (tag === 0x82) return `DNS:${text()}`;
  if (tag === 0x81) return `email:${text()}`;
  if (tag === 0x86) return `URI:${text()}`;
  if (tag === 0x87) return `IP Address:${body.length === 4 ? body.join('.') : hexGroups(body)}`;
  return 'othername:<unsupported>';
}

const hexGroups = (body: readonly number[]): string =>
  Array.from({ length: body.length / 2 }, (_, i) =>
    (body[2 * i]! * 256 + body[2 * i + 1]!).toString(16).toUpperCase(),
  ).join(':');

import { type NamePart, nameType } from '../../api/x509/distinguished-name.ts';
import { EXTENDED_USAGES, type Extensions } from '../../api/x509/extensions.ts';
import { OpensslError } from './openssl-io.ts';

/** The sections of a configuration file of openssl. What stands before the first is in the section ''. */
export type Config = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function readConfig(text: string): Config {
  const sections = new Map<string, Map<string, string>>([['', new Map()]]);
  let current = sections.get('')!;
  for (const line of text.split('\n')) {
    const clean = line.replace(/#.*$/, '').trim();
    const name = /^\[\s*([\w.-]+)\s*\]$/.exec(clean)?.[1];
    if (name !== undefined) {
      current = sections.get(name) ?? new Map();
      sections.set(name, current);
      continue;
    }
    const equals = clean.indexOf('=');
    if (equals > 0) current.set(clean.slice(0, equals).trim(), clean.slice(equals + 1).trim());
  }
  return sections;
}

/** `/CN=jane/O=dev`, as `-subj` takes it. */
export function parseSubject(text: string): readonly NamePart[] {
  if (!text.startsWith('/')) {
    throw new OpensslError(
      `req: subject name is expected to be in the format /type0=value0/type1=value1/type2=... where characters may be escaped by \\. This name is not in that format: '${text}'`,
    );
  }
  const parts: NamePart[] = [];
  for (const piece of text.slice(1).split(/(?<!\\)\//)) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    if (equals < 0) {
      throw new OpensslError(`req: Hit end of string before finding the '=' in '${piece}'`);
    }
    const type = nameType(piece.slice(0, equals).trim());
    const value = piece.slice(equals + 1).replace(/\\(.)/g, '$1');
    if (type !== undefined && value !== '') parts.push([type, value]);
  }
  return parts;
}

const USAGES: Readonly<Record<string, string>> = {
  digitalSignature: 'Digital Signature',
  nonRepudiation: 'Non Repudiation',
  keyEncipherment: 'Key Encipherment',
  dataEncipherment: 'Data Encipherment',
  keyAgreement: 'Key Agreement',
  keyCertSign: 'Certificate Sign',
  cRLSign: 'CRL Sign',
};
const EXTENDED: Readonly<Record<string, string>> = {
  serverAuth: 'TLS Web Server Authentication',
  clientAuth: 'TLS Web Client Authentication',
  codeSigning: 'Code Signing',
  emailProtection: 'E-mail Protection',
};

/** The extensions that lines like `subjectAltName=DNS:a,IP:1.2.3.4` ask for; `@section` points into the file. */
export function parseExtensions(lines: Iterable<readonly [string, string]>, config: Config): Extensions {
  const found: { -readonly [K in keyof Extensions]: Extensions[K] } = {};
  for (const [name, raw] of lines) {
    const words = raw
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== 'critical' && word !== '');
    switch (name) {
      case 'keyUsage':
        found.keyUsage = words.flatMap((word) => USAGES[word] ?? []);
        break;
      case 'extendedKeyUsage':
        found.extendedKeyUsage = words.map((word) => EXTENDED[word] ?? word).filter((word) => word in EXTENDED_USAGES);
        break;
      case 'basicConstraints': {
        const length = words.find((word) => /^pathlen:/i.test(word));
        const ca = words.some((word) => /^CA:true$/i.test(word));
        found.basicConstraints = { ca, ...(length === undefined ? {} : { pathLength: Number(length.slice(8)) }) };
        break;
      }
      case 'subjectAltName': {
        const names = words.flatMap((word) => {
          const section = word.startsWith('@') ? config.get(word.slice(1)) : undefined;
          if (section === undefined) return [word];
          return [...section].map(([key, value]) => `${key.replace(/\..*$/, '')}:${value}`);
        });
        found.alternativeNames = names.map((each) => each.replace(/^IP:/, 'IP Address:'));
        break;
      }
    }
  }
  return found;
}

import { utf8Text } from '../base64.ts';
import { type DerValue, objectIdOf, partsOf } from './der-read.ts';
import { type Der, objectId, printable, sequence, set, utf8 } from './der-write.ts';

/** One part of a name: `['CN', 'kubernetes-admin']`. */
export type NamePart = readonly [type: string, value: string];

const TYPES: Readonly<Record<string, string>> = {
  C: '2.5.4.6',
  ST: '2.5.4.8',
  L: '2.5.4.7',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  serialNumber: '2.5.4.5',
  street: '2.5.4.9',
  GN: '2.5.4.42',
  SN: '2.5.4.4',
  title: '2.5.4.12',
  emailAddress: '1.2.840.113549.1.9.1',
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
};
const NAMES = new Map(Object.entries(TYPES).map(([name, id]) => [id, name]));
const LONG: Readonly<Record<string, string>> = {
  countryName: 'C',
  stateOrProvinceName: 'ST',
  localityName: 'L',
  organizationName: 'O',
  organizationalUnitName: 'OU',
  commonName: 'CN',
};

/** The short name of a type of name part; undefined: there is none. */
export const nameType = (name: string): string | undefined =>
  Object.hasOwn(TYPES, name) ? name : Object.hasOwn(LONG, name) ? LONG[name] : undefined;

export const writeName = (parts: readonly NamePart[]): Der =>
  sequence(
    ...parts.map(([type, text]) =>
      set(sequence(objectId(TYPES[type] ?? type), type === 'C' ? printable(text) : utf8(text))),
    ),
  );

export const readName = (name: DerValue): readonly NamePart[] =>
  partsOf(name).flatMap((each) =>
    partsOf(each).map((pair): NamePart => {
      const [id, value] = partsOf(pair);
      const type = objectIdOf(id!);
      return [NAMES.get(type) ?? type, utf8Text(Uint8Array.from(value!.body))];
    }),
  );

/** `O = system:masters, CN = admin`, as openssl 3.0 prints names. */
export const nameText = (parts: readonly NamePart[]): string =>
  parts.map(([type, text]) => `${type} = ${/[,+"\\<>;]/.test(text) ? `"${text}"` : text}`).join(', ');

export const partOfName = (parts: readonly NamePart[], type: string): string | undefined =>
  parts.find(([each]) => each === type)?.[1];

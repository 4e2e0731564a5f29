import protobuf from '../api/schema/protobuf.json' with { type: 'json' };

/**
 * A field of a message: its number, its name in JSON ('' where it is inlined), its type and its flags (`p` a pointer: also
 * an empty value counts; `o` left out of JSON when empty). Types: s text, b boolean, i integer, B bytes, T and U times,
 * Q quantity, I number or text, R raw JSON, a message by its name; `[` before it a list, `{` a map from text.
 */
type FieldFact = readonly [number: number, name: string, type: string, flags: string];

const facts = protobuf as unknown as {
  readonly kinds: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, readonly FieldFact[]>>;
};
const known = new Map<string, ReadonlyMap<number, FieldFact>>();

const MAGIC = 'k8s\0';

class NotUnderstood extends Error {}

/**
 * The JSON text of a protobuf body, or undefined where it holds anything that is not known here: then the server
 * refuses the media type. Models apimachinery runtime/serializer/protobuf.
 */
export function jsonOfProtobuf(body: Buffer): string | undefined {
  if (body.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  try {
    const envelope = [...fieldsOf(body.subarray(MAGIC.length))];
    const type = [...fieldsOf(partOf(envelope, 1))];
    const [apiVersion, kind] = [1, 2].map((number) => partOf(type, number).toString('utf8'));
    // Options for deleting are part of every group version.
    const name = kind === 'DeleteOptions' ? 'v1/DeleteOptions' : `${apiVersion}/${kind}`;
    if (!Object.hasOwn(facts.kinds, name)) return undefined;
    return JSON.stringify({ apiVersion, kind, ...message(partOf(envelope, 2), facts.kinds[name]!) });
  } catch (error) {
    if (error instanceof NotUnderstood || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

interface Field {
  readonly number: number;
  readonly value: number;
  readonly low: number;
  readonly bytes: Buffer;
}

function* fieldsOf(bytes: Buffer): Generator<Field> {
  let at = 0;
  /** The lowest 32 bits of the last number: negative ones have 64, more than a number holds exactly. */
  let low = 0;
  const varint = (): number => {
    let value = 0;
    low = 0;
    for (let shift = 0; shift < 64; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) throw new NotUnderstood();
      value += (byte & 127) * 2 ** shift;
      if (shift < 32) low |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw new NotUnderstood();
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    if (tag % 8 === 0) {
      const value = varint();
      yield { number, value, low, bytes: Buffer.alloc(0) };
    } else if (tag % 8 === 2) {
      const length = varint();
      if (at + length > bytes.length) throw new NotUnderstood();
      yield { number, value: length, low, bytes: bytes.subarray(at, at + length) };
      at += length;
    } else throw new NotUnderstood();
  }
}

const partOf = (fields: readonly Field[], number: number): Buffer =>
  fields.find((field) => field.number === number)?.bytes ?? Buffer.alloc(0);

const numberOf = (fields: readonly Field[], number: number): number =>
  integer(fields.find((field) => field.number === number));

/** Negative numbers come as 64 bits, of which the lowest 32 are enough for those that occur. */
function integer(field: Field | undefined): number {
  if (field === undefined) return 0;
  return field.value >= 2 ** 63 ? field.low : field.value;
}

function fieldsByNumber(name: string): ReadonlyMap<number, FieldFact> {
  let fields = known.get(name);
  if (fields === undefined) {
    fields = new Map((facts.messages[name] ?? []).map((fact) => [fact[0], fact]));
    known.set(name, fields);
  }
  return fields;
}

function message(bytes: Buffer, name: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const fields = fieldsByNumber(name);
  for (const field of fieldsOf(bytes)) {
    const fact = fields.get(field.number);
    if (fact !== undefined) add(found, fact, field);
    // Go writes empty values too; they mean nothing, also in fields that are not known here.
    else if (field.value !== 0) throw new NotUnderstood();
  }
  return found;
}

function add(into: Record<string, unknown>, [, name, type, flags]: FieldFact, field: Field): void {
  if (type.startsWith('[')) {
    into[name] = [...((into[name] as unknown[] | undefined) ?? []), readValue(type.slice(1), field)];
    return;
  }
  if (type.startsWith('{')) {
    const entry = [...fieldsOf(field.bytes)];
    const key = partOf(entry, 1).toString('utf8');
    if (key === '__proto__') throw new NotUnderstood();
    const value = entry.find(({ number }) => number === 2);
    const empty: Field = { number: 2, value: 0, low: 0, bytes: Buffer.alloc(0) };
    into[name] = { ...(into[name] as object | undefined), [key]: readValue(type.slice(1), value ?? empty) };
    return;
  }
  const value = readValue(type, field);
  if (name === '') Object.assign(into, value);
  else if (flags.includes('p') ? value !== undefined : !isEmpty(value, flags)) into[name] = value;
}

/** What JSON leaves out. A required number is told even when it is zero. */
function isEmpty(value: unknown, flags: string): boolean {
  if (value === undefined || value === '' || value === false) return true;
  if (value === 0) return flags.includes('o');
  return typeof value === 'object' && Object.keys(value as object).length === 0;
}

function readValue(type: string, field: Field): unknown {
  const { bytes } = field;
  switch (type) {
    case 's':
      return bytes.toString('utf8');
    case 'b':
      return field.value === 1;
    case 'i':
      return integer(field);
    case 'B':
      return bytes.toString('base64');
    case 'T':
    case 'U':
      return timeOf([...fieldsOf(bytes)], type === 'U');
    case 'Q':
      return partOf([...fieldsOf(bytes)], 1).toString('utf8') || '0';
    case 'I': {
      const parts = [...fieldsOf(bytes)];
      return numberOf(parts, 1) === 1 ? partOf(parts, 3).toString('utf8') : numberOf(parts, 2);
    }
    case 'R': {
      const text = partOf([...fieldsOf(bytes)], 1).toString('utf8');
      return text === '' ? undefined : JSON.parse(text);
    }
    case '[s':
      return [...fieldsOf(bytes)].map((item) => item.bytes.toString('utf8'));
    default:
      if (!Object.hasOwn(facts.messages, type)) throw new NotUnderstood();
      return message(bytes, type);
  }
}

/** A time without its parts is Go's zero time, which JSON says as nothing. */
function timeOf(parts: readonly Field[], micro: boolean): string | undefined {
  if (parts.length === 0) return undefined;
  const text = new Date(numberOf(parts, 1) * 1000).toISOString();
  const micros = String(Math.floor(numberOf(parts, 2) / 1000)).padStart(6, '0');
  return `${text.slice(0, 19)}${micro ? `.${micros}` : ''}Z`;
}

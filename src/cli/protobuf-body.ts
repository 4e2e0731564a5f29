/** Field numbers of the kinds that `kubectl create KIND` sends as protobuf; everything else it sends as JSON. */
type Shape = 'text' | 'number' | 'boolean' | 'texts' | 'bytes by name' | 'text by name' | Message;
interface Message {
  readonly [number: number]: readonly [name: string, shape: Shape];
}

const METADATA: Message = {
  1: ['name', 'text'],
  2: ['generateName', 'text'],
  3: ['namespace', 'text'],
  11: ['labels', 'text by name'],
  12: ['annotations', 'text by name'],
  14: ['finalizers', 'texts'],
};
const KINDS: Readonly<Record<string, Message>> = {
  'v1/Namespace': {
    1: ['metadata', METADATA],
    2: ['spec', { 1: ['finalizers', 'texts'] }],
    3: ['status', { 1: ['phase', 'text'] }],
  },
  'v1/ServiceAccount': { 1: ['metadata', METADATA], 4: ['automountServiceAccountToken', 'boolean'] },
  'v1/ConfigMap': {
    1: ['metadata', METADATA],
    2: ['data', 'text by name'],
    3: ['binaryData', 'bytes by name'],
    4: ['immutable', 'boolean'],
  },
  'v1/Secret': {
    1: ['metadata', METADATA],
    2: ['data', 'bytes by name'],
    3: ['type', 'text'],
    4: ['stringData', 'text by name'],
    5: ['immutable', 'boolean'],
  },
  'scheduling.k8s.io/v1/PriorityClass': {
    1: ['metadata', METADATA],
    2: ['value', 'number'],
    3: ['globalDefault', 'boolean'],
    4: ['description', 'text'],
    5: ['preemptionPolicy', 'text'],
  },
};
const MAGIC = 'k8s\0';
const TYPE: Message = { 1: ['apiVersion', 'text'], 2: ['kind', 'text'] };

class NotUnderstood extends Error {}

/**
 * The JSON text of a protobuf body, or undefined where it holds anything that is not known here: then the server
 * refuses the media type. Models apimachinery runtime/serializer/protobuf.
 */
export function jsonOfProtobuf(body: Buffer): string | undefined {
  if (body.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  try {
    const envelope = [...fieldsOf(body.subarray(MAGIC.length))];
    const part = (number: number) => envelope.find((field) => field.number === number)?.bytes ?? Buffer.alloc(0);
    const type = message(part(1), TYPE) as { readonly apiVersion?: string; readonly kind?: string };
    const id = `${type.apiVersion}/${type.kind}`;
    if (!Object.hasOwn(KINDS, id)) return undefined;
    return JSON.stringify({ ...type, ...message(part(2), KINDS[id]!) });
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
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

/** Go writes empty values too; they mean nothing, also in fields that are not known here. */
function message(bytes: Buffer, fields: Message): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const field of fieldsOf(bytes)) {
    const known = fields[field.number];
    if (known !== undefined) add(found, known[0], known[1], field);
    else if (field.value !== 0) throw new NotUnderstood();
  }
  return found;
}

function add(into: Record<string, unknown>, name: string, shape: Shape, { value, low, bytes }: Field): void {
  if (typeof shape === 'object') into[name] = message(bytes, shape);
  else if (shape === 'boolean') into[name] = value === 1;
  else if (shape === 'number') into[name] = low;
  else if (shape === 'text') {
    if (value > 0) into[name] = bytes.toString('utf8');
  } else if (shape === 'texts') into[name] = [...((into[name] as string[] | undefined) ?? []), bytes.toString('utf8')];
  else {
    const entry = [...fieldsOf(bytes)];
    const part = (number: number) => entry.find((field) => field.number === number)?.bytes ?? Buffer.alloc(0);
    const text = part(2).toString(shape === 'bytes by name' ? 'base64' : 'utf8');
    const key = part(1).toString('utf8');
    if (key === '__proto__') throw new NotUnderstood();
    into[name] = { ...(into[name] as object | undefined), [key]: text };
  }
}

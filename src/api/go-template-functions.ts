import { badBase64Offset, decodeBase64, utf8Bytes, utf8Text } from './base64.ts';
import { byCodePoint } from './go-json.ts';
import { goSprint, goSprintf, goTypeName } from './go-sprintf.ts';
import { goValue } from './go-value.ts';

/** What a function of a template answers, or why it cannot. */
export type FunctionResult = { readonly value: unknown } | { readonly problem: string };

export interface TemplateFunction {
  readonly least: number;
  readonly most?: number;
  /** The first arguments that have to be strings. */
  readonly strings?: number;
  call(values: readonly unknown[]): FunctionResult;
}

const ok = (value: unknown): FunctionResult => ({ value });
const problem = (text: string): FunctionResult => ({ problem: text });

/** Models text/template IsTrue: whatever is not the zero value of its type. */
export function isTruthy(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return Boolean(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function index(values: readonly unknown[]): FunctionResult {
  const [item, ...keys] = values;
  if (item === undefined || item === null) return problem('index of untyped nil');
  let at: unknown = item;
  for (const key of keys) {
    if (at === null || at === undefined) return problem('index of nil pointer');
    if (Array.isArray(at) || typeof at === 'string') {
      if (key === null || key === undefined) return problem('cannot index slice/array with nil');
      const type = goTypeName(key);
      if (type !== 'int' && type !== 'int64') return problem(`cannot index slice/array with type ${type}`);
      const elements: ArrayLike<unknown> = typeof at === 'string' ? [...at].map((text) => text.codePointAt(0)) : at;
      const place = Number(key);
      if (place < 0 || place >= elements.length) return problem(`index out of range: ${place}`);
      at = elements[place];
    } else if (isRecord(at)) {
      if (key === null || key === undefined) return problem('value is nil; should be of type string');
      if (typeof key !== 'string') return problem(`value has type ${goTypeName(key)}; should be string`);
      at = Object.hasOwn(at, key) ? at[key] : null;
    } else return problem(`can't index item of type ${goTypeName(at)}`);
  }
  return ok(at);
}

function slice(values: readonly unknown[]): FunctionResult {
  const [item, from = 0n, to] = values;
  if (item === null || item === undefined) return problem('slice of untyped nil');
  if (typeof item !== 'string' && !Array.isArray(item)) return problem(`can't slice item of type ${goTypeName(item)}`);
  const end = Number(to ?? item.length);
  for (const bound of [Number(from), end]) {
    if (!(bound >= 0 && bound <= item.length)) return problem(`index out of range: ${bound}`);
  }
  if (Number(from) > end) return problem(`invalid slice index: ${Number(from)} > ${end}`);
  return ok(item.slice(Number(from), end));
}

function length(values: readonly unknown[]): FunctionResult {
  const [value] = values;
  if (value === undefined) return problem('reflect: call of reflect.Value.Type on zero Value');
  if (value === null) return problem('len of nil pointer');
  if (typeof value === 'string') return ok(BigInt(utf8Bytes(value).length));
  if (Array.isArray(value)) return ok(BigInt(value.length));
  return isRecord(value) ? ok(BigInt(Object.keys(value).length)) : problem(`len of type ${goTypeName(value)}`);
}

type Kind = 'bool' | 'int' | 'float' | 'string' | undefined;

function basicKind(value: unknown): Kind {
  const type = goTypeName(value);
  if (type === 'int' || type === 'int64') return 'int';
  if (type === 'float64') return 'float';
  return type === 'bool' || type === 'string' ? type : undefined;
}

function eq(values: readonly unknown[]): FunctionResult {
  const [first, ...others] = values;
  if (others.length === 0) return problem('missing argument for comparison');
  const isNil = (value: unknown) => value === null || value === undefined;
  const kind = basicKind(first);
  for (const other of others) {
    if (basicKind(other) !== kind) {
      if (!isNil(first) && !isNil(other)) return problem('incompatible types for comparison');
      continue;
    }
    if (kind === undefined) {
      if (isNil(first) && isNil(other)) return ok(true);
      if (isNil(first) || isNil(other)) continue;
      const types = [goTypeName(first), goTypeName(other)];
      return problem(
        types[0] === types[1]
          ? `non-comparable type ${goValue(first)}: ${types[0]}`
          : `non-comparable types ${goValue(first)}: ${types[0]}, ${types[1]}: ${goValue(other)}`,
      );
    }
    if (kind === 'int' ? Number(first) === Number(other) : first === other) return ok(true);
  }
  return ok(false);
}

/** Answers -1, 0 or 1 in `value`, or what cannot be compared. */
function order([a, b]: readonly unknown[]): { readonly value: number } | { readonly problem: string } {
  const kinds = [basicKind(a), basicKind(b)];
  if (kinds[0] === undefined || kinds[1] === undefined) return { problem: 'invalid type for comparison' };
  if (kinds[0] !== kinds[1]) return { problem: 'incompatible types for comparison' };
  if (kinds[0] === 'bool') return { problem: 'invalid type for comparison' };
  if (typeof a === 'string') return { value: Math.sign(byCodePoint(a, String(b))) };
  return { value: Math.sign(Number(a) - Number(b)) };
}

function compares(accept: (sign: number) => boolean): TemplateFunction {
  return {
    least: 2,
    most: 2,
    call: (values) => {
      const found = order(values);
      return 'problem' in found ? found : ok(accept(found.value));
    },
  };
}

function exists(values: readonly unknown[]): FunctionResult {
  const found = index(values);
  return ok('value' in found && found.value !== null && found.value !== undefined);
}

function base64decode([text]: readonly unknown[]): FunctionResult {
  const body = String(text);
  const bytes = decodeBase64(body);
  if (bytes !== undefined) return ok(utf8Text(bytes));
  return problem(`base64 decode failed: illegal base64 data at input byte ${badBase64Offset(body)}`);
}

const htmlEscapes: Readonly<Record<string, string>> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\0': '\ufffd',
};

const shown = (values: readonly unknown[]) =>
  goSprint(values.map((value) => (value === undefined ? '<no value>' : value)));

const entries: Readonly<Record<string, TemplateFunction>> = {
  index: { least: 1, call: index },
  slice: { least: 1, most: 3, call: slice },
  len: { least: 1, most: 1, call: length },
  not: { least: 1, most: 1, call: ([value]) => ok(!isTruthy(value)) },
  eq: { least: 1, call: eq },
  ne: {
    least: 2,
    most: 2,
    call: (values) => {
      const found = eq(values);
      return 'problem' in found ? found : ok(!found.value);
    },
  },
  lt: compares((sign) => sign < 0),
  le: compares((sign) => sign <= 0),
  gt: compares((sign) => sign > 0),
  ge: compares((sign) => sign >= 0),
  print: { least: 0, call: (values) => ok(goSprint(values)) },
  println: { least: 0, call: (values) => ok(`${values.map(goValue).join(' ')}\n`) },
  printf: { least: 1, strings: 1, call: ([format, ...values]) => ok(goSprintf(String(format), values)) },
  html: { least: 0, call: (values) => ok(shown(values).replace(/["'&<>\0]/g, (mark) => htmlEscapes[mark] ?? mark)) },
  js: {
    least: 0,
    call: (values) => ok(shown(values).replace(/[\\'"<>&=\0-\x1f]/g, jsEscape)),
  },
  urlquery: {
    least: 0,
    call: (values) =>
      ok(
        encodeURIComponent(shown(values))
          .replace(/%20/g, '+')
          .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
      ),
  },
  exists: { least: 1, call: exists },
  base64decode: { least: 1, most: 1, strings: 1, call: base64decode },
};

function jsEscape(mark: string): string {
  if ('\\\'"'.includes(mark)) return `\\${mark}`;
  return `\\u${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The functions that look at all their arguments; `and` and `or` stop early and belong to the evaluation. */
export const templateFunctions: ReadonlyMap<string, TemplateFunction> = new Map(Object.entries(entries));

/** As the words `wrong number of args` say it; undefined when the number is right. */
export function wrongCount(name: string, { least, most }: TemplateFunction, given: number): string | undefined {
  if (most === undefined || most !== least) {
    if (given < least) return `wrong number of args for ${name}: want at least ${least} got ${given}`;
    return most !== undefined && given > most
      ? `error calling ${name}: too many slice indexes: ${given - 1}`
      : undefined;
  }
  return given === least ? undefined : `wrong number of args for ${name}: want ${least} got ${given}`;
}

/** Why a value is no string, in the words of text/template validateType. */
export function notAString(value: unknown): string | undefined {
  if (typeof value === 'string') return undefined;
  if (value === undefined || value === null) return 'invalid value; expected string';
  return `wrong type for value; expected string; got ${goTypeName(value)}`;
}

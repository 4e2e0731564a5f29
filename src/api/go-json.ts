export interface GoJsonOptions {
  /** Go structs keep their order of fields, Go maps are sorted. Sorted unless told otherwise. */
  readonly keys?: 'sorted' | 'as given';
  /** Whether `<`, `>` and `&` are written as escapes, as encoding/json does unless told otherwise. */
  readonly escapeHtml?: boolean;
}

const MAX_DEPTH = 10_000;

/** JSON as Go's encoding/json writes it; with `indent` as json.MarshalIndent does. `undefined` fields are left out. */
export function goJson(value: unknown, indent = '', options: GoJsonOptions = {}): string {
  const sorted = options.keys !== 'as given';
  const unsafe = options.escapeHtml === false ? /[\u2028\u2029]/g : /[<>&\u2028\u2029]/g;

  const writeString = (text: string): string => {
    const json = JSON.stringify(text);
    return unsafe.test(json) ? json.replace(unsafe, unicodeEscape) : json;
  };
  const write = (node: unknown, margin: string, depth: number): string => {
    if (depth > MAX_DEPTH) throw new Error('JSON is nested too deeply');
    if (typeof node === 'string') return writeString(node);
    if (typeof node === 'number') return goNumber(node);
    if (typeof node === 'bigint') return String(node);
    if (typeof node !== 'object' || node === null) return node === undefined ? 'null' : String(node);
    const inner = indent === '' ? '' : `${margin}${indent}`;
    const parts: string[] = [];
    const isList = Array.isArray(node);
    if (isList) for (const item of node) parts.push(inner + write(item, inner, depth + 1));
    else {
      const record = node as Readonly<Record<string, unknown>>;
      const keys = Object.keys(record);
      if (sorted) keys.sort(byCodePoint);
      const colon = indent === '' ? ':' : ': ';
      for (const key of keys) {
        if (record[key] !== undefined)
          parts.push(inner + writeString(key) + colon + write(record[key], inner, depth + 1));
      }
    }
    const [open, close] = isList ? '[]' : '{}';
    if (parts.length === 0) return `${open}${close}`;
    return indent === '' ? `${open}${parts.join(',')}${close}` : `${open}\n${parts.join(',\n')}\n${margin}${close}`;
  };
  return write(value, '', 0);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Go sorts by bytes of UTF-8, which is the order of code points. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    const surrogates = isSurrogate(left) === isSurrogate(right);
    return surrogates ? left - right : isSurrogate(left) ? 1 : -1;
  }
  return a.length - b.length;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xe000;
}

/** A number as encoding/json writes a float64, which is JavaScript's way but for minus zero. */
export function goNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** What a plain scalar means to sigs.k8s.io/yaml. A timestamp is a string that has to be quoted when written. */
export type PlainScalar =
  | { readonly tag: 'null' | 'bool' | 'int' | 'float'; readonly value: null | boolean | number }
  | { readonly tag: 'str' | 'timestamp' | 'merge'; readonly value: string };

const words = new Map<string, PlainScalar>();
for (const word of ['', '~', 'null', 'Null', 'NULL']) words.set(word, { tag: 'null', value: null });
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']) {
  words.set(word, { tag: 'bool', value: true });
}
for (const word of ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']) {
  words.set(word, { tag: 'bool', value: false });
}
for (const word of ['.nan', '.NaN', '.NAN']) words.set(word, { tag: 'float', value: Number.NaN });
for (const word of ['.inf', '.Inf', '.INF']) {
  words.set(word, { tag: 'float', value: Number.POSITIVE_INFINITY });
  words.set(`+${word}`, { tag: 'float', value: Number.POSITIVE_INFINITY });
  words.set(`-${word}`, { tag: 'float', value: Number.NEGATIVE_INFINITY });
}
words.set('<<', { tag: 'merge', value: '<<' });

const timestamp =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?)?$/;

/** Whether Go would read a date, or a date and a time, that exists. */
function isTimestamp(text: string): boolean {
  const match = timestamp.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, ...clock] = match.slice(1).map((digits) => Number(digits ?? 0));
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days && clock.every((value, index) => value < (index % 3 === 0 ? 24 : 60));
}

/** Models sigs.k8s.io/yaml goyaml.v2 resolve. */
export function resolvePlain(text: string): PlainScalar {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (/^[-+.0-9]/.test(text)) {
    if (isTimestamp(text)) return { tag: 'timestamp', value: text };
    const plain = text.startsWith('.') ? text : text.replaceAll('_', '');
    const integer = parseInteger(plain);
    if (integer !== undefined) return { tag: 'int', value: integer };
    if (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain)) {
      const value = Number(plain);
      if (Number.isFinite(value)) return { tag: 'float', value };
    }
  }
  return { tag: 'str', value: text };
}

/** Models Go's strconv.ParseInt with base 0, and ParseUint. */
function parseInteger(text: string): number | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/.exec(text);
  if (match === null || text.length > 70) return undefined;
  const digits = match[2] ?? '0';
  const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase());
  if (value >= 1n << 64n) return undefined;
  return match[1] === '-' ? -Number(value) : Number(value);
}

/** Numbers in base 60, such as 1:30, which older readers of YAML would take for a number. */
export function isBase60(text: string): boolean {
  return /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text);
}

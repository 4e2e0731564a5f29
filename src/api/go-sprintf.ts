import { utf8Bytes } from './base64.ts';
import { byCodePoint } from './go-json.ts';
import { goQuote } from './go-quote.ts';
import { goValue } from './go-value.ts';

/** Names Go's type of decoded JSON; a bigint stands for Go's `int`, whole numbers for `int64`. */
export function goTypeName(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}

/** As fmt.Sprint: a space stands between two operands of which none is a string. */
export function goSprint(values: readonly unknown[]): string {
  return values
    .map((value, index) => {
      const apart = index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string';
      return (apart ? ' ' : '') + goValue(value);
    })
    .join('');
}

const MAX_WIDTH = 10_000;

/** As fmt.Sprintf, for what JSON holds. */
export function goSprintf(format: string, values: readonly unknown[]): string {
  let used = 0;
  const directive = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?([\s\S]?)/gu;
  const text = format.replace(
    directive,
    (_whole, flags: string, width: string | undefined, precision: string | undefined, verb: string) => {
      const size = (given: string | undefined) =>
        given === undefined
          ? undefined
          : Math.min(given === '*' ? Number(values[used++]) || 0 : Number(given), MAX_WIDTH);
      const wide = size(width);
      const exact = size(precision);
      if (verb === '') return '%!(NOVERB)';
      if (verb === '%') return '%';
      if (used >= values.length) return `%!${verb}(MISSING)`;
      return formatValue(values[used++], verb, { flags, width: wide ?? 0, precision: exact });
    },
  );
  if (used >= values.length) return text;
  const extra = values
    .slice(used)
    .map((value) => (value === null || value === undefined ? '<nil>' : `${goTypeName(value)}=${goValue(value)}`));
  return `${text}%!(EXTRA ${extra.join(', ')})`;
}

interface Spec {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
}

function formatValue(value: unknown, verb: string, spec: Spec): string {
  if (verb === 'T') return pad(goTypeName(value), spec, false);
  if (value === null || value === undefined) return verb === 'v' ? pad('<nil>', spec, false) : `%!${verb}(<nil>)`;
  if (Array.isArray(value)) return `[${value.map((item) => nested(item, verb, spec)).join(' ')}]`;
  if (typeof value === 'object') {
    const record = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(record).sort(byCodePoint);
    return `map[${keys.map((key) => `${nested(key, verb, spec)}:${nested(record[key], verb, spec)}`).join(' ')}]`;
  }
  const isNumber = typeof value === 'bigint' || typeof value === 'number';
  const plain =
    typeof value === 'string'
      ? stringText(value, verb, spec)
      : typeof value === 'boolean'
        ? 'vt'.includes(verb)
          ? String(value)
          : undefined
        : typeof value === 'number' && !Number.isInteger(value)
          ? floatText(value, verb, spec)
          : integerText(BigInt(value as bigint | number), verb);
  if (plain === undefined) return `%!${verb}(${goTypeName(value)}=${goValue(value)})`;
  const signed = isNumber && spec.flags.includes('+') && !plain.startsWith('-') ? `+${plain}` : plain;
  return pad(signed, spec, isNumber);
}

function nested(value: unknown, verb: string, spec: Spec): string {
  return value === null || value === undefined ? '<nil>' : formatValue(value, verb, spec);
}

function stringText(text: string, verb: string, spec: Spec): string | undefined {
  const cut = spec.precision === undefined ? text : [...text].slice(0, spec.precision).join('');
  if (verb === 's' || verb === 'v') return spec.flags.includes('#') && verb === 'v' ? goQuote(text) : cut;
  if (verb === 'q') return goQuote(cut);
  if (verb !== 'x' && verb !== 'X') return undefined;
  const hex = utf8Bytes(cut)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return verb === 'X' ? hex.toUpperCase() : hex;
}

function integerText(value: bigint, verb: string): string | undefined {
  switch (verb) {
    case 'd':
    case 'v':
      return String(value);
    case 'x':
      return value.toString(16);
    case 'X':
      return value.toString(16).toUpperCase();
    case 'o':
      return value.toString(8);
    case 'O':
      return `0o${value.toString(8)}`;
    case 'b':
      return value.toString(2);
    case 'c':
    case 'q': {
      const character = value >= 0n && value <= 0x10ffffn ? String.fromCodePoint(Number(value)) : '\ufffd';
      return verb === 'c' ? character : `'${goQuote(character).slice(1, -1)}'`;
    }
    case 'U':
      return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
    default:
      return undefined;
  }
}

function floatText(value: number, verb: string, spec: Spec): string | undefined {
  const digits = Math.min(spec.precision ?? 6, 100);
  if (verb === 'f' || verb === 'F') return value.toFixed(digits);
  if (verb === 'e' || verb === 'E') {
    const [mantissa, exponent = '+0'] = value.toExponential(digits).split('e');
    const text = `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
    return verb === 'E' ? text.toUpperCase() : text;
  }
  if (verb !== 'v' && verb !== 'g' && verb !== 'G') return undefined;
  return spec.precision === undefined ? goValue(value) : goValue(Number(value.toPrecision(Math.max(1, digits))));
}

function pad(text: string, spec: Spec, isNumber: boolean): string {
  const missing = spec.width - [...text].length;
  if (missing <= 0) return text;
  if (spec.flags.includes('-')) return text + ' '.repeat(missing);
  if (!spec.flags.includes('0') || !isNumber) return ' '.repeat(missing) + text;
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}

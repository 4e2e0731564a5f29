import { canonicalText, type QuantityFormat } from './quantity-format.ts';

export type { QuantityFormat } from './quantity-format.ts';

/** An exact amount. Models apimachinery resource.Quantity, which never keeps more than nine decimals. */
export interface Quantity {
  readonly nano: bigint;
  readonly format: QuantityFormat;
  /** The text as written, where Kubernetes keeps it because it is canonical already. */
  readonly text?: string;
}

const ErrFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const ErrSuffix = "unable to parse quantity's suffix";
const NANO = 1_000_000_000n;
const MAX_BINARY = (2n ** 63n - 1n) * NANO;

const decimalSuffixes = new Map<string, number>([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const binarySuffixes = new Map<string, number>([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
]);

/** Parsed texts. A cluster uses few different ones, over and over. */
const cache = new Map<string, Quantity | string>();

function parse(text: string): Quantity | string {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const parsed = parseText(text);
  if (cache.size > 10_000) cache.clear();
  if (text.length < 64) cache.set(text, parsed);
  return parsed;
}

/** Models resource.ParseQuantity. */
function parseText(text: string): Quantity | string {
  const match = text.length > 200 ? null : /^([+-]?)0*([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/.exec(text);
  if (match === null || text === '') return ErrFormat;
  const [, sign = '', digits = '', fraction = '', suffix = ''] = match;
  const unit = interpretSuffix(suffix);
  if (unit === undefined) return ErrSuffix;
  const all = `${digits === '' ? '0' : digits}${fraction}`;
  const mantissa = BigInt(all);
  const power = unit.base === 10 ? unit.exponent - fraction.length + 9 : 9 - fraction.length;
  const scaled = unit.base === 10 ? mantissa : mantissa << BigInt(unit.exponent);
  let nano = power >= 0 ? scaled * 10n ** BigInt(power) : divideUp(scaled, 10n ** BigInt(-power));
  let format = unit.format;
  if (format === 'BinarySI') {
    if (nano > MAX_BINARY) nano = MAX_BINARY;
    if (nano > 0n && nano < NANO) format = 'DecimalSI';
  }
  if (sign === '-') nano = -nano;
  return keepsText(all, digits, fraction, unit) ? { nano, format, text } : { nano, format };
}

interface Unit {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: QuantityFormat;
}

function interpretSuffix(suffix: string): Unit | undefined {
  const decimal = decimalSuffixes.get(suffix);
  if (decimal !== undefined) return { base: 10, exponent: decimal, format: 'DecimalSI' };
  const binary = binarySuffixes.get(suffix);
  if (binary !== undefined) return { base: 2, exponent: binary, format: 'BinarySI' };
  if (!/^[eE][-+]?[0-9]+$/.test(suffix)) return undefined;
  const exponent = Number(suffix.slice(1));
  // Unlike Kubernetes, which would compute a number of any length.
  if (Math.abs(exponent) > 400) return undefined;
  return { base: 10, exponent, format: 'DecimalExponent' };
}

/** Models the fast path of resource.ParseQuantity, which keeps a canonical text instead of writing it anew. */
function keepsText(all: string, digits: string, fraction: string, unit: Unit): boolean {
  const length = (digits === '' ? 1 : digits.length) + fraction.length;
  if (unit.base === 2) {
    const precision = 15 - length - Math.trunc((unit.exponent * 3) / 10) - 1;
    return fraction === '' && precision >= 0 && unit.exponent % 10 === 0 && (BigInt(all) & 7n) !== 0n;
  }
  const scale = unit.exponent - fraction.length;
  return 18 - length >= 0 && scale >= -9 && scale % 3 === 0 && !all.endsWith('000') && !all.startsWith('0');
}

/** Division of a number that is not negative, rounded up. */
function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

/** The quantity a text or JSON number stands for; undefined when it is not one (`quantityError` says why). */
export function parseQuantity(text: string | number): Quantity | undefined {
  const parsed = parse(String(text).trim());
  return typeof parsed === 'string' ? undefined : parsed;
}

/** Why a text is not a quantity, in Kubernetes' words; undefined when it is one. */
export function quantityError(text: string | number): string | undefined {
  const parsed = parse(String(text).trim());
  return typeof parsed === 'string' ? parsed : undefined;
}

const zero: Quantity = { nano: 0n, format: 'DecimalSI' };

function read(text: string | number | Quantity | undefined): Quantity {
  if (text === undefined) return zero;
  if (typeof text === 'object') return text;
  return parseQuantity(text) ?? zero;
}

/** Thousandths, rounded away from zero. What is no quantity counts as 0. */
export function milliValue(text: string | number | Quantity | undefined): number {
  return scaled(read(text).nano, 1_000_000n);
}

/** Whole units, rounded away from zero. What is no quantity counts as 0. */
export function integerValue(text: string | number | Quantity | undefined): number {
  return scaled(read(text).nano, NANO);
}

function scaled(nano: bigint, by: bigint): number {
  return Number(nano < 0n ? -divideUp(-nano, by) : divideUp(nano, by));
}

/** Negative, 0 or positive, for sorting. */
export function compareQuantities(a: string | number | undefined, b: string | number | undefined): number {
  const left = read(a).nano;
  const right = read(b).nano;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The sum, written in the suffix family of the first, or of the second when the first is zero. */
export function addQuantities(a: string | number | undefined, b: string | number | undefined): string {
  const left = read(a);
  const right = read(b);
  return formatQuantity({ nano: left.nano + right.nano, format: left.nano === 0n ? right.format : left.format });
}

/** The difference, written as `addQuantities` writes the sum. */
export function subtractQuantities(a: string | number | undefined, b: string | number | undefined): string {
  const left = read(a);
  const right = read(b);
  return formatQuantity({ nano: left.nano - right.nano, format: left.nano === 0n ? right.format : left.format });
}

/** Models resource.Quantity String. */
export function formatQuantity(quantity: Quantity): string {
  return quantity.text ?? canonicalText(quantity.nano, quantity.format);
}

/** The text Kubernetes stores and serves for a quantity: `0.5` is `500m`, `1024Mi` is `1Gi`. Anything else stays. */
export function canonicalQuantity(text: string | number): string {
  const quantity = parseQuantity(text);
  return quantity === undefined ? String(text) : formatQuantity(quantity);
}

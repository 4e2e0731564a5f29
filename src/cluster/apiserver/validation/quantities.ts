import { goQuote } from '../../../api/go-quote.ts';
import { canonicalQuantity, compareQuantities, integerValue, milliValue } from '../../../api/quantity.ts';
import { type FieldError, type GoText, invalid } from '../field-error.ts';
import { isIntegerResource } from './resource-names.ts';

/** Models pkg/apis/core/validation ValidateResourceQuantityValue. */
export function validateResourceQuantity(name: string, amount: string, field: string): FieldError[] {
  const errors = validateNonnegativeQuantity(amount, field);
  if (isIntegerResource(name) && milliValue(amount) % 1000 !== 0) {
    errors.push(invalid(field, goQuantity(amount), 'must be an integer'));
  }
  return errors;
}

export function validateNonnegativeQuantity(amount: string, field: string): FieldError[] {
  if (compareQuantities(amount, '0') >= 0) return [];
  return [invalid(field, canonicalQuantity(amount), 'must be greater than or equal to 0')];
}

/** Models ValidatePositiveQuantityValue. */
export function validatePositiveQuantity(amount: string, field: string): FieldError[] {
  if (compareQuantities(amount, '0') > 0) return [];
  return [invalid(field, canonicalQuantity(amount), 'must be greater than zero')];
}

/** Models validateBasicResource. */
export function validateBasicQuantity(amount: string, field: string): FieldError[] {
  if (compareQuantities(amount, '0') >= 0) return [];
  return [invalid(field, integerValue(amount), 'must be a valid resource quantity')];
}

const BINARY: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

/**
 * A quantity as Go prints its struct with %#v. Models resource.ParseQuantity: what fits an int64 is kept with its scale;
 * `printed` says that the text was asked for before, which Go then keeps too. Unlike Kubernetes, which prints a
 * pointer there, larger amounts are shown as amounts that fit.
 */
export function goQuantity(amount: string, printed = false): GoText {
  const [, sign = '', whole = '', fraction = '', suffix = ''] = /^([+-]?)(\d*)\.?(\d*)(.*)$/.exec(String(amount)) ?? [];
  const power = BINARY[suffix];
  const exponent = DECIMAL[suffix] ?? Number(/^[eE]([+-]?\d+)$/.exec(suffix)?.[1] ?? 0);
  const digits = `${whole}${fraction}`.replace(/^0+(?=\d)/, '') || '0';
  const scale = power === undefined ? exponent - fraction.length : 0;
  const value = BigInt(digits) * (power === undefined ? 1n : 1024n ** BigInt(power));
  const format = power !== undefined ? 'BinarySI' : /^[eE]/.test(suffix) ? 'DecimalExponent' : 'DecimalSI';
  const kept =
    power === undefined
      ? scale % 3 === 0 && !digits.endsWith('000') && !`${whole}${fraction}`.startsWith('0')
      : BigInt(digits) % 8n !== 0n;
  const text = printed || kept || amount === '0' ? canonicalQuantity(amount) : '';
  const shown = `${sign === '-' && value !== 0n ? '-' : ''}${value}`;
  return {
    go: `resource.Quantity{i:resource.int64Amount{value:${shown}, scale:${scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:${goQuote(text)}, Format:${goQuote(format)}}`,
  };
}

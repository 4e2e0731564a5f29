import { goQuote } from '../../../api/go-quote.ts';
import { canonicalQuantity, milliValue } from '../../../api/quantity.ts';

/** What is said of an amount of bytes that is not whole. */
export function fractionWarnings(amount: string | undefined, field: string): readonly string[] {
  if (amount === undefined || milliValue(amount) % 1000 === 0) return [];
  return [`${field}: fractional byte value ${goQuote(canonicalQuantity(amount))} is invalid, must be an integer`];
}

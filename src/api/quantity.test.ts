import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  milliValue,
  parseQuantity,
  quantityError,
  subtractQuantities,
} from './quantity.ts';

test.each([
  ['0.5', '500m'],
  ['1000m', '1'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.1Ki', '102400m'],
  ['.5', '500m'],
  ['12e6', '12e6'],
  ['1.500', '1.500'],
  ['00', '0'],
])('%s is served as %s', (text, canonical) => {
  expect(canonicalQuantity(text)).toBe(canonical);
});

test.each(['', '1.2.3', 'abc', '5x'])('%j is no quantity', (text) => {
  expect(parseQuantity(text)).toBeUndefined();
  expect(quantityError(text)).toMatch(/^quantities must match the regular expression/);
});

test('sums keep the suffix family and can be taken apart again', () => {
  expect(addQuantities('1Gi', '1Gi')).toBe('2Gi');
  expect(addQuantities(undefined, '250m')).toBe('250m');
  const quantity = fc
    .tuple(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom('m', '', 'k', 'Ki', 'Mi', 'Gi'))
    .map((pair) => pair.join(''));
  fc.assert(
    fc.property(quantity, quantity, (a, b) => {
      expect(compareQuantities(subtractQuantities(addQuantities(a, b), b), a)).toBe(0);
      expect(milliValue(canonicalQuantity(a))).toBe(milliValue(a));
    }),
  );
});

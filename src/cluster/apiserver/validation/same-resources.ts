import { compareQuantities } from '../../../api/quantity.ts';

type Amounts = Readonly<Record<string, string>>;

/** Whether two lists of amounts say the same, however it is written: `1` and `1000m`. */
export function sameResources(a: Amounts = {}, b: Amounts = {}): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && compareQuantities(a[name], b[name]) === 0);
}

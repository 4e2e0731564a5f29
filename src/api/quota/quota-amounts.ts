import { addQuantities, compareQuantities, subtractQuantities } from '../quantity.ts';
import type { ResourceList } from '../resource-list.ts';

/** Only the named ones, in the order of their names. */
export function maskAmounts(amounts: ResourceList, names: readonly string[]): ResourceList {
  const masked: Record<string, string> = {};
  for (const name of [...names].sort()) if (Object.hasOwn(amounts, name)) masked[name] = amounts[name]!;
  return masked;
}

/** Models apiserver quota/v1 Equals: whether both name the same with the same amounts, however written. */
export function amountsEqual(a: ResourceList | undefined, b: ResourceList | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && compareQuantities(a[name], b[name]) === 0)
  );
}

/** What was used more than before, never less than nothing. Models SubtractWithNonNegativeResult. */
export function growth(now: ResourceList, before: ResourceList): ResourceList {
  const grown: Record<string, string> = {};
  for (const [name, amount] of Object.entries(now)) {
    const more = Object.hasOwn(before, name) ? subtractQuantities(amount, before[name]) : amount;
    grown[name] = compareQuantities(more, '0') > 0 ? more : '0';
  }
  return grown;
}

export function withoutZeros(amounts: ResourceList): ResourceList {
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => compareQuantities(amount, '0') !== 0));
}

/** Adds in place, so that counting a namespace makes no object per object. */
export function addAmounts(total: Record<string, string>, more: ResourceList): void {
  for (const [name, amount] of Object.entries(more)) {
    if (Object.hasOwn(total, name)) total[name] = addQuantities(total[name], amount);
  }
}

/** `pods=1,requests.cpu=500m`. */
export const amountsText = (amounts: ResourceList): string =>
  Object.keys(amounts)
    .sort()
    .map((name) => `${name}=${amounts[name]}`)
    .join(',');

import {
  type LabelMap,
  nothingSelector,
  type Requirement,
  type Selector,
  type SelectorOperator,
  selectorMatches,
  sortByKey,
} from './label-requirement.ts';
import type { LabelSelector, LabelSelectorRequirement } from './object.ts';

export type { LabelMap, Requirement, Selector, SelectorError, SelectorOperator } from './label-requirement.ts';
export {
  everythingSelector,
  isSelectorError,
  nothingSelector,
  requirementMatches,
  selectorMatches,
} from './label-requirement.ts';
export { parseLabelSelector } from './label-selector-parser.ts';

const operators: Readonly<Record<string, SelectorOperator>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
};

/** Models meta/v1 LabelSelectorAsSelector: no selector selects nothing, an empty one everything. */
export function selectorFromLabelSelector(selector: LabelSelector | undefined): Selector {
  if (selector === undefined || selector === null) return nothingSelector;
  const requirements = equalities(selector.matchLabels);
  for (const expression of selector.matchExpressions ?? []) requirements.push(fromExpression(expression));
  return sortByKey(requirements);
}

/** A selector that wants exactly these labels; sorted by key. */
export function selectorFromSet(labels: LabelMap | undefined): Selector {
  return sortByKey(equalities(labels));
}

function equalities(labels: LabelMap | undefined): Requirement[] {
  return Object.entries(labels ?? {}).map(([key, value]) => ({ key, operator: '=', values: [value] }));
}

function fromExpression(expression: LabelSelectorRequirement): Requirement {
  const operator = Object.hasOwn(operators, expression.operator) ? operators[expression.operator]! : 'nothing';
  return { key: expression.key, operator, values: expression.values ?? [] };
}

/** Whether the labels satisfy a LabelSelector; an absent one matches nothing. Compiled once for each (frozen) selector. */
export function labelSelectorMatches(selector: LabelSelector | undefined, labels: LabelMap | undefined): boolean {
  if (selector === undefined || selector === null) return false;
  let compiled = compiledSelectors.get(selector);
  if (compiled === undefined) {
    compiled = selectorFromLabelSelector(selector);
    compiledSelectors.set(selector, compiled);
  }
  return selectorMatches(compiled, labels);
}

const compiledSelectors = new WeakMap<LabelSelector, Selector>();

/** As kubectl prints a selector: `app=x,tier in (a,b),!z`. */
export function formatSelector(selector: Selector): string {
  return selector
    .map(formatRequirement)
    .filter((text) => text !== '')
    .join(',');
}

function formatRequirement({ key, operator, values }: Requirement): string {
  const list = [...values].sort(byCodeUnits).join(',');
  switch (operator) {
    case 'in':
    case 'notin':
      return `${key} ${operator} (${list})`;
    case 'exists':
      return key;
    case '!':
      return `!${key}`;
    case 'gt':
      return `${key}>${list}`;
    case 'lt':
      return `${key}<${list}`;
    case 'nothing':
      return '';
    default:
      return `${key}${operator}${list}`;
  }
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Labels as `a=1,b=2`, sorted by key; '' for none (kubectl then prints `<none>`). */
export function formatLabels(labels: LabelMap | undefined): string {
  return Object.keys(labels ?? {})
    .sort(byCodeUnits)
    .map((key) => `${key}=${labels![key]}`)
    .join(',');
}

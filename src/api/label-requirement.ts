export type LabelMap = Readonly<Record<string, string>>;

/** The words apimachinery prints for operators; `nothing` belongs to the selector that matches nothing. */
export type SelectorOperator = 'in' | 'notin' | '=' | '==' | '!=' | 'exists' | '!' | 'gt' | 'lt' | 'nothing';

export interface Requirement {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values: readonly string[];
}

/** All requirements must hold; without any, everything matches. */
export type Selector = readonly Requirement[];

export interface SelectorError {
  readonly error: string;
}

export const everythingSelector: Selector = [];
export const nothingSelector: Selector = [{ key: '', operator: 'nothing', values: [] }];

export function isSelectorError(result: Selector | SelectorError): result is SelectorError {
  return 'error' in result;
}

export function selectorMatches(selector: Selector, labels: LabelMap | undefined): boolean {
  for (const requirement of selector) if (!requirementMatches(requirement, labels ?? {})) return false;
  return true;
}

/** Models apimachinery labels.Requirement Matches. */
export function requirementMatches(requirement: Requirement, labels: LabelMap): boolean {
  const has = Object.hasOwn(labels, requirement.key);
  const value = has ? labels[requirement.key]! : '';
  switch (requirement.operator) {
    case 'in':
    case '=':
    case '==':
      return has && requirement.values.includes(value);
    case 'notin':
    case '!=':
      return !has || !requirement.values.includes(value);
    case 'exists':
      return has;
    case '!':
      return !has;
    case 'gt':
    case 'lt':
      return has && compares(requirement, value);
    case 'nothing':
      return false;
  }
}

function compares(requirement: Requirement, value: string): boolean {
  const left = parseInt64(value);
  const right = parseInt64(requirement.values[0] ?? '');
  if (left === undefined || right === undefined || requirement.values.length !== 1) return false;
  return requirement.operator === 'gt' ? left > right : left < right;
}

/** Models Go's strconv.ParseInt(text, 10, 64); undefined is its error. */
export function parseInt64(text: string): bigint | undefined {
  if (!/^[+-]?[0-9]{1,40}$/.test(text)) return undefined;
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

export function sortByKey(requirements: readonly Requirement[]): Selector {
  return [...requirements].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

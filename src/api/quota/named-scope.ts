import type { ScopedResourceSelectorRequirement } from '../types/core.ts';

/** Whether a scope that is about a class means an object of this class, or of none. */
export function namedScopeMatches(
  { operator, values = [] }: Pick<ScopedResourceSelectorRequirement, 'operator' | 'values'>,
  className = '',
): boolean {
  switch (operator) {
    case 'Exists':
      return className !== '';
    case 'DoesNotExist':
      return className === '';
    case 'In':
      return className !== '' && values.includes(className);
    case 'NotIn':
      return className === '' || !values.includes(className);
  }
}

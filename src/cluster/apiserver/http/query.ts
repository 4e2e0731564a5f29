import type { Query } from '../../../api/transport.ts';

/** The first value of a query parameter. */
export function queryValue(query: Query, name: string): string | undefined {
  const value = Object.hasOwn(query, name) ? query[name] : undefined;
  return typeof value === 'string' ? value : value?.[0];
}

export function queryFlag(query: Query, name: string): boolean {
  const value = queryValue(query, name);
  return value !== undefined && value !== 'false' && value !== '0';
}

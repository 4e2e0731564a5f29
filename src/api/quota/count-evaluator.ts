import type { Resource } from '../resources.ts';
import type { QuotaEvaluator } from './quota-evaluator.ts';

/** Kinds that had a name in quotas before `count/` did. */
const ALIASES = new Set(['configmaps', 'resourcequotas', 'replicationcontrollers', 'secrets']);

/** `count/configmaps`, `count/replicasets.apps`. Models ObjectCountQuotaResourceNameFor. */
export const countName = ({ group, plural }: Resource): string =>
  group === '' ? `count/${plural}` : `count/${plural}.${group}`;

/** Counts the objects of a kind. Models apiserver quota/v1/generic objectCountEvaluator. */
export function countEvaluator(resource: Resource): QuotaEvaluator {
  const names = [countName(resource)];
  if (resource.group === '' && ALIASES.has(resource.plural)) names.push(resource.plural);
  const usage = Object.freeze(Object.fromEntries(names.map((name) => [name, '1'])));
  return {
    resource,
    handles: ({ operation, subresource }) => operation === 'CREATE' && subresource === '',
    matches: (name) => names.includes(name),
    usage: () => usage,
  };
}

import { countEvaluator } from '../../../api/quota/count-evaluator.ts';
import type { QuotaEvaluator } from '../../../api/quota/quota-evaluator.ts';
import { customResourceDefinitions } from '../../../api/resources.ts';
import type { Client } from '../../client/client.ts';

/** How the custom resources among the names of a quota are counted: `count/widgets.example.com`. */
export function customEvaluators(client: Client, names: readonly string[]): readonly QuotaEvaluator[] {
  return names.flatMap((name) => {
    if (!name.startsWith('count/')) return [];
    const definition = client.get(customResourceDefinitions, undefined, name.slice('count/'.length));
    if (definition?.spec.scope !== 'Namespaced') return [];
    const { group, names: called, versions } = definition.spec;
    const version = versions[0]?.name ?? '';
    return [countEvaluator({ group, version, plural: called.plural, kind: called.kind, namespaced: true })];
  });
}

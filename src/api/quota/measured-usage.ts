import type { KubeObject } from '../object.ts';
import type { ResourceList } from '../resource-list.ts';
import type { ResourceQuota } from '../types/core.ts';
import { addAmounts } from './quota-amounts.ts';
import type { QuotaEvaluator } from './quota-evaluator.ts';
import { isInScopes } from './quota-scopes.ts';

/** What the objects of the quota's namespace use of what it limits. Models apiserver quota/v1 CalculateUsage. */
export function measuredUsage(
  quota: ResourceQuota,
  evaluators: readonly QuotaEvaluator[],
  list: (evaluator: QuotaEvaluator, namespace: string) => readonly KubeObject[],
  nowMs: number,
): ResourceList {
  const names = Object.keys(quota.spec.hard ?? {}).sort();
  const usage: Record<string, string> = {};
  for (const evaluator of evaluators) {
    const own = names.filter((name) => evaluator.matches(name));
    if (own.length === 0) continue;
    for (const name of own) usage[name] = '0';
    for (const object of list(evaluator, quota.metadata.namespace!)) {
      if (isInScopes(quota, object, evaluator)) addAmounts(usage, evaluator.usage(object, nowMs));
    }
  }
  return usage;
}

import type { KubeObject } from '../object.ts';
import type { ResourceQuota, ScopedResourceSelectorRequirement } from '../types/core.ts';
import type { QuotaEvaluator } from './quota-evaluator.ts';

/** All scopes of a quota as requirements. Models getScopeSelectorsFromQuota. */
function scopesOf({ spec }: ResourceQuota): readonly ScopedResourceSelectorRequirement[] {
  const named = (spec.scopes ?? []).map(
    (scopeName) => ({ scopeName, operator: 'Exists' }) as ScopedResourceSelectorRequirement,
  );
  return [...named, ...(spec.scopeSelector?.matchExpressions ?? [])];
}

/** Whether an object is in every scope of a quota. */
export function isInScopes(quota: ResourceQuota, object: KubeObject, evaluator: QuotaEvaluator): boolean {
  return scopesOf(quota).every((scope) => evaluator.isInScope?.(scope, object) === true);
}

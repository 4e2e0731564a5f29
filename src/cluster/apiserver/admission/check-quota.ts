import type { KubeObject } from '../../../api/object.ts';
import { compareQuantities } from '../../../api/quantity.ts';
import { amountsText, growth, maskAmounts, withoutZeros } from '../../../api/quota/quota-amounts.ts';
import type { QuotaAttempt, QuotaEvaluator } from '../../../api/quota/quota-evaluator.ts';
import { isInScopes } from '../../../api/quota/quota-scopes.ts';
import { addResourceLists, type ResourceList } from '../../../api/resource-list.ts';
import type { ResourceQuota } from '../../../api/types/core.ts';

/** What a write would make of the quotas that count it, or why one of them forbids it. */
export type QuotaVerdict =
  | { readonly refused: string }
  | { readonly charged: readonly { readonly quota: ResourceQuota; readonly used: ResourceList }[] };

/** Models apiserver admission/plugin/resourcequota CheckRequest without limited resources, as none are by default. */
export function checkQuota(
  quotas: readonly ResourceQuota[],
  object: KubeObject,
  attempt: QuotaAttempt,
  evaluator: QuotaEvaluator,
  nowMs: number,
): QuotaVerdict {
  const pertinent: ResourceQuota[] = [];
  for (const quota of quotas) {
    const { hard = {}, used = {} } = quota.status ?? {};
    const names = Object.keys(hard)
      .filter((name) => evaluator.matches(name))
      .sort();
    if (names.length === 0 || !isInScopes(quota, object, evaluator)) continue;
    const missing = evaluator.missing?.(names, object);
    if (missing !== undefined) return { refused: `failed quota: ${quota.metadata.name}: ${missing}` };
    if (names.some((name) => !Object.hasOwn(used, name))) {
      return { refused: `status unknown for quota: ${quota.metadata.name}, resources: ${names.join(',')}` };
    }
    pertinent.push(quota);
  }
  const usage = evaluator.usage(object, nowMs);
  const negative = Object.keys(usage).filter((name) => compareQuantities(usage[name], '0') < 0);
  if (negative.length > 0) {
    return { refused: `quota usage is negative for resource(s): ${negative.sort().join(',')}` };
  }
  const { old } = attempt;
  const before = attempt.operation === 'UPDATE' && old !== undefined ? evaluator.usage(old, nowMs) : undefined;
  const charged: { quota: ResourceQuota; used: ResourceList }[] = [];
  for (const quota of pertinent) {
    const counted = before !== undefined && isInScopes(quota, old!, evaluator);
    const delta = withoutZeros(counted ? growth(usage, before) : usage);
    if (Object.keys(delta).length === 0) continue;
    const { hard = {}, used = {} } = quota.status;
    const requested = maskAmounts(delta, Object.keys(hard));
    if (Object.keys(requested).length === 0) continue;
    const now = addResourceLists(used, requested);
    const exceeded = Object.keys(requested).filter((name) => compareQuantities(now[name], hard[name]) > 0);
    if (exceeded.length > 0 && attempt.subresource !== 'status') {
      const texts = [requested, used, hard].map((amounts) => amountsText(maskAmounts(amounts, exceeded)));
      const refused = `exceeded quota: ${quota.metadata.name}, requested: ${texts[0]}, used: ${texts[1]}, limited: ${texts[2]}`;
      return { refused };
    }
    charged.push({ quota, used: maskAmounts(now, Object.keys(now)) });
  }
  return { charged };
}

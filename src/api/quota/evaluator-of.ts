import type { Resource } from '../resources.ts';
import { claimEvaluator } from './claim-evaluator.ts';
import { countEvaluator } from './count-evaluator.ts';
import { podEvaluator } from './pod-evaluator.ts';
import type { QuotaEvaluator } from './quota-evaluator.ts';
import { serviceEvaluator } from './service-evaluator.ts';

const special = new Map(
  [podEvaluator, serviceEvaluator, claimEvaluator].map((one) => [
    one.resource.plural,
    one as unknown as QuotaEvaluator,
  ]),
);

/** Kinds that no quota counts. Models pkg/quota/v1/install DefaultIgnoredResources. */
const IGNORED = new Set(['events']);

/** Evaluators are made once for each resource, for every write asks for one. */
const known = new WeakMap<Resource, QuotaEvaluator>();

/** How a kind is counted for quotas; undefined for what no quota counts. Models pkg/quota/v1/install. */
export function evaluatorOf(resource: Resource): QuotaEvaluator | undefined {
  if (!resource.namespaced || IGNORED.has(resource.plural)) return undefined;
  let evaluator = known.get(resource);
  if (evaluator === undefined) {
    evaluator = (resource.group === '' ? special.get(resource.plural) : undefined) ?? countEvaluator(resource);
    known.set(resource, evaluator);
  }
  return evaluator;
}

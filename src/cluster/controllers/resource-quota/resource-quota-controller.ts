import type { KubeObject } from '../../../api/object.ts';
import { evaluatorOf } from '../../../api/quota/evaluator-of.ts';
import { measuredUsage } from '../../../api/quota/measured-usage.ts';
import { amountsEqual, maskAmounts } from '../../../api/quota/quota-amounts.ts';
import type { QuotaEvaluator } from '../../../api/quota/quota-evaluator.ts';
import { type Resource, resourceQuotas } from '../../../api/resources.ts';
import type { ResourceQuota } from '../../../api/types/core.ts';
import type { Change } from '../../client/client.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { customEvaluators } from './custom-evaluators.ts';
import { quotaResources } from './quota-resources.ts';

/** Everything is counted anew so often, whatever was heard of. */
const RESYNC_MS = 300_000;
/** Unlike Kubernetes, which watches custom resources once it has found them: what is deleted of them is seen late. */
const CUSTOM_RESYNC_MS = 30_000;

/** Keeps the status of quotas true. Models pkg/controller/resourcequota. */
export function createResourceQuotaController({ world, client }: ComponentContext): ReconcilerHandle {
  const evaluators = quotaResources.flatMap((resource) => evaluatorOf(resource) ?? []);

  /** Models replenishQuota: the quotas that count this kind; what is created was charged for at the door. */
  function replenished(evaluator: QuotaEvaluator, { type, object, old }: Change): readonly string[] {
    if (type === 'ADDED') return [];
    if (type === 'MODIFIED' && evaluator.gaveBack === undefined) return [];
    const quotas = client.list(resourceQuotas, { namespace: object.metadata.namespace! });
    if (quotas.length === 0) return [];
    if (type === 'MODIFIED' && !evaluator.gaveBack!(object, old!, world.clock.now())) return [];
    return quotas.filter((quota) => Object.keys(quota.status?.hard ?? {}).some(evaluator.matches)).map(keyOf);
  }

  return runReconciler(world, client, {
    name: 'resourcequota',
    looksAgainAtRest: true,
    triggers: [
      trigger(resourceQuotas, ({ type, object, old }) =>
        type === 'DELETED' || (old !== undefined && amountsEqual(object.spec.hard, old.spec.hard))
          ? []
          : [keyOf(object)],
      ),
      ...evaluators.map((evaluator) =>
        trigger(evaluator.resource as Resource, (change: Change<KubeObject>) => replenished(evaluator, change)),
      ),
    ],
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const quota = client.get(resourceQuotas, namespace, name);
      if (quota === undefined) return undefined;
      const { hard = {} } = quota.spec;
      const names = Object.keys(hard);
      const custom = customEvaluators(client, names);
      const list = ({ resource }: QuotaEvaluator, within: string) => client.list(resource, { namespace: within });
      const measured = measuredUsage(quota, [...evaluators, ...custom], list, world.clock.now());
      const used = maskAmounts({ ...quota.status?.used, ...measured }, names);
      if (!amountsEqual(quota.status?.hard, hard) || !amountsEqual(quota.status?.used, used)) {
        client.updateStatus(resourceQuotas, {
          ...quota,
          status: { hard: maskAmounts(hard, names), used },
        } as ResourceQuota);
      }
      return custom.length > 0 ? CUSTOM_RESYNC_MS : RESYNC_MS;
    },
  });
}

import { evaluatorOf } from '../../../api/quota/evaluator-of.ts';
import type { ResourceQuota } from '../../../api/types/core.ts';
import { forbiddenWrite } from '../refusals.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';
import { checkQuota } from './check-quota.ts';

/**
 * Refuses what would exceed a quota and charges what does not. It runs last, so that nothing is charged that is refused
 * afterwards. `charge` writes the status of a quota as the API server. Models apiserver admission/plugin/resourcequota.
 */
export function createResourceQuotaAdmission(charge: (quota: ResourceQuota) => void): AdmissionPlugin {
  return {
    name: 'ResourceQuota',
    validate(object, attempt, store) {
      const { operation, namespace, strategy, subresource, old } = attempt;
      if (namespace === undefined || operation === 'DELETE') return;
      const evaluator = evaluatorOf(strategy.resource);
      if (evaluator?.handles({ operation, subresource, old }, object) !== true) return;
      const quotas = store.list('resourcequotas', { namespace }) as readonly ResourceQuota[];
      if (quotas.length === 0) return;
      const verdict = checkQuota(quotas, object, attempt, evaluator, attempt.nowMs);
      if ('refused' in verdict) throw forbiddenWrite(strategy.resource, attempt.name, verdict.refused);
      if (attempt.dryRun) return;
      for (const { quota, used } of verdict.charged) {
        charge({ ...quota, status: { ...quota.status, used } } as ResourceQuota);
      }
    },
  };
}

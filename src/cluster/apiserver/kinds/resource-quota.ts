import { resourceQuotas } from '../../../api/resources.ts';
import type { ResourceQuota } from '../../../api/types/core.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import {
  validateQuotaStatus,
  validateResourceQuota,
  validateResourceQuotaUpdate,
} from '../validation/resource-quota.ts';
import { age } from './cell-text.ts';
import { keepingStatus, onlyStatus } from './generation.ts';

/** Models pkg/registry/core/resourcequota strategy.go. */
export const resourceQuota = strategy<ResourceQuota>({
  resource: resourceQuotas,
  subresources: ['status'],
  nameErrors: subdomainName,
  defaults: (object) => (object.spec === undefined ? { ...object, spec: {} } : object),
  prepareForCreate: (object) => ({ ...object, status: {} }),
  prepareForUpdate: keepingStatus,
  prepareForStatusUpdate: onlyStatus,
  validate: validateResourceQuota,
  validateUpdate: validateResourceQuotaUpdate,
  validateStatusUpdate: validateQuotaStatus,
  cells(object, context) {
    const { hard = {}, used = {} } = object.status ?? {};
    const limits: string[] = [];
    const requests: string[] = [];
    for (const name of Object.keys(hard).sort()) {
      (name.startsWith('limits.') ? limits : requests).push(`${name}: ${used[name] ?? '0'}/${hard[name]}`);
    }
    return [object.metadata.name, requests.join(', '), limits.join(', '), age(object, context)];
  },
});

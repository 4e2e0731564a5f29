import { serviceAccounts } from '../../../api/resources.ts';
import type { ServiceAccount } from '../../../api/types/core.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { serviceAccountWarnings } from '../warnings/service-account.ts';
import { age } from './cell-text.ts';

/** Models pkg/registry/core/serviceaccount strategy.go. */
export const serviceAccount = strategy<ServiceAccount>({
  resource: serviceAccounts,
  subresources: ['token'],
  nameErrors: subdomainName,
  warnings: serviceAccountWarnings,
  cells: (object, context) => [object.metadata.name, String(object.secrets?.length ?? 0), age(object, context)],
});

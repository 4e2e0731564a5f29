import { serviceCIDRs } from '../../../api/resources.ts';
import type { ServiceCIDR } from '../../../api/types/networking.ts';
import { withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { validateServiceCIDR, validateServiceCIDRUpdate } from '../validation/service-cidr.ts';
import { age } from './cell-text.ts';
import { keepingStatus, onlyStatus } from './generation.ts';

/** Models pkg/registry/networking/servicecidr strategy.go. */
export const serviceCIDR = strategy<ServiceCIDR>({
  resource: serviceCIDRs,
  subresources: ['status'],
  nameErrors: subdomainName,
  defaults: (object) => withDefaults(object, { spec: {}, status: {} }),
  prepareForUpdate: keepingStatus,
  prepareForStatusUpdate: onlyStatus,
  validate: validateServiceCIDR,
  validateUpdate: validateServiceCIDRUpdate,
  cells: (object, context) => [object.metadata.name, (object.spec.cidrs ?? []).join(','), age(object, context)],
});

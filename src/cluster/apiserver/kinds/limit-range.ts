import { limitRanges } from '../../../api/resources.ts';
import type { LimitRange } from '../../../api/types/core.ts';
import { defaultLimitRange } from '../defaults/limit-range.ts';
import { strategy } from '../strategy.ts';
import { validateLimitRange } from '../validation/limit-range.ts';
import { subdomainName } from '../validation/names.ts';

/** Models pkg/registry/core/limitrange strategy.go. */
export const limitRange = strategy<LimitRange>({
  resource: limitRanges,
  createsOnUpdate: true,
  nameErrors: subdomainName,
  defaults: defaultLimitRange,
  validate: validateLimitRange,
  validateUpdate: validateLimitRange,
  cells: (object) => [object.metadata.name, object.metadata.creationTimestamp],
});

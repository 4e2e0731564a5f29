import { jsonEqual } from '../../../api/json-equal.ts';
import type { CSIDriver } from '../../../api/types/storage.ts';
import { duplicate, type FieldError, invalid, notSupported } from '../field-error.ts';
import { goList } from './go-value.ts';
import { IMMUTABLE } from './object-meta.ts';

const FS_GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'];
const LIFECYCLE_MODES = ['Persistent', 'Ephemeral'];
const SHORTEST_SECONDS = 600;
const LONGEST_SECONDS = 2 ** 32;
const SHORTEST_UPDATE_SECONDS = 10;

/** Models pkg/apis/storage/validation ValidateCSIDriver. */
export function validateCsiDriver({ spec }: CSIDriver): FieldError[] {
  const { fsGroupPolicy: policy, volumeLifecycleModes = [], nodeAllocatableUpdatePeriodSeconds: period } = spec;
  const errors: FieldError[] = [];
  if (policy !== undefined && !FS_GROUP_POLICIES.includes(policy)) {
    errors.push(notSupported('spec.fsGroupPolicy', policy, FS_GROUP_POLICIES));
  }
  const audiences = new Set<string>();
  spec.tokenRequests?.forEach(({ audience = '', expirationSeconds: seconds }, i) => {
    const path = `spec.tokenRequests[${i}]`;
    if (audiences.has(audience)) {
      errors.push(duplicate(`${path}.audience`, audience));
      return;
    }
    audiences.add(audience);
    const at = `${path}.expirationSeconds`;
    if (seconds !== undefined && seconds < SHORTEST_SECONDS) {
      errors.push(invalid(at, seconds, 'may not specify a duration less than 10 minutes'));
    }
    if (seconds !== undefined && seconds > LONGEST_SECONDS) {
      errors.push(invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds'));
    }
  });
  for (const mode of volumeLifecycleModes) {
    if (!LIFECYCLE_MODES.includes(mode)) {
      errors.push(notSupported('spec.volumeLifecycleModes', mode, LIFECYCLE_MODES));
    }
  }
  if (period !== undefined && period < SHORTEST_UPDATE_SECONDS) {
    const detail = 'must be greater than or equal to 10 seconds';
    errors.push(invalid('spec.nodeAllocatableUpdatePeriodSeconds', period, detail));
  }
  return errors;
}

/** Models ValidateCSIDriverUpdate, which spells one field otherwise. */
export function validateCsiDriverUpdate(object: CSIDriver, old: CSIDriver): FieldError[] {
  const errors = validateCsiDriver(object);
  const { attachRequired, volumeLifecycleModes } = object.spec;
  if (attachRequired !== old.spec.attachRequired) {
    errors.push(invalid('spec.attachedRequired', attachRequired, IMMUTABLE));
  }
  if (!jsonEqual(volumeLifecycleModes ?? [], old.spec.volumeLifecycleModes ?? [])) {
    const shown = goList('storage.VolumeLifecycleMode', volumeLifecycleModes);
    errors.push(invalid('spec.volumeLifecycleModes', shown, IMMUTABLE));
  }
  return errors;
}

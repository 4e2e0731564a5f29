import type { Event } from '../../../api/types/core.ts';
import { type FieldError, invalid } from '../field-error.ts';

/** Models pkg/apis/core/validation legacyValidateEvent. Objects without a namespace have their events in default. */
export function validateEvent({ involvedObject, metadata }: Event): FieldError[] {
  const about = involvedObject.namespace ?? '';
  if (about === '' ? ['default', 'kube-system'].includes(metadata.namespace ?? '') : about === metadata.namespace)
    return [];
  return [invalid('involvedObject.namespace', about, 'does not match event.namespace')];
}

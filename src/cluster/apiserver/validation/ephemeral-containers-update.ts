import { jsonEqual } from '../../../api/json-equal.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { type FieldError, forbidden } from '../field-error.ts';
import { validatePodSpec } from './pod-spec.ts';

/** Models ValidatePodEphemeralContainersUpdate: they are added, never changed or removed. */
export function validateEphemeralContainersUpdate({ spec, metadata }: Pod, { spec: old }: Pod): FieldError[] {
  const field = 'spec.ephemeralContainers';
  if (metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) {
    return [forbidden('[]', 'static pods do not support ephemeral containers')];
  }
  const errors = validatePodSpec(spec, metadata.name, 'spec');
  for (const before of old.ephemeralContainers ?? []) {
    const now = spec.ephemeralContainers?.find(({ name }) => name === before.name);
    const existing = `existing ephemeral containers ${JSON.stringify(before.name)}`;
    if (now === undefined) errors.push(forbidden(field, `${existing} may not be removed\n`));
    else if (!jsonEqual(now, before)) errors.push(forbidden(field, `${existing} may not be changed\n`));
  }
  return errors;
}

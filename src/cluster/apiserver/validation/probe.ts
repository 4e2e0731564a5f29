import type { Probe } from '../../../api/types/probe.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { validateHandler } from './handler.ts';
import { validateNonnegative } from './nonnegative.ts';

const COUNTS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

/** Models pkg/apis/core/validation validateLivenessProbe, validateReadinessProbe and validateStartupProbe. */
export function validateProbe(probe: Probe, field: string, kind: 'liveness' | 'readiness' | 'startup'): FieldError[] {
  const errors = validateHandler(probe, undefined, field);
  for (const name of COUNTS) errors.push(...validateNonnegative(probe[name], `${field}.${name}`));
  const { terminationGracePeriodSeconds: grace, successThreshold = 0 } = probe;
  if (grace !== undefined && grace <= 0) {
    errors.push(invalid(`${field}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
  }
  if (kind === 'readiness') {
    if (grace !== undefined) {
      const detail = 'must not be set for readinessProbes';
      errors.push(invalid(`${field}.terminationGracePeriodSeconds`, grace, detail));
    }
  } else if (successThreshold !== 1) {
    errors.push(invalid(`${field}.successThreshold`, successThreshold, 'must be 1'));
  }
  return errors;
}

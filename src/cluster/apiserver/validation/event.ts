import { isDNS1123Subdomain, isQualifiedName } from '../../../api/names.ts';
import type { Event } from '../../../api/types/core.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';

const LONGEST_WORD = 128;
const LONGEST_NOTE = 1024;

/** Models pkg/apis/core/validation legacyValidateEvent. Objects without a namespace have their events in default. */
export function validateEvent(event: Event): FieldError[] {
  const { involvedObject, metadata } = event;
  const { namespace = '' } = metadata;
  const about = involvedObject.namespace ?? '';
  const errors: FieldError[] = [];
  const isNew = (event.eventTime ?? '') !== '';
  const fits = about === '' ? namespace === 'default' || (isNew && namespace === 'kube-system') : about === namespace;
  if (!fits && !(isNew && about !== '')) {
    errors.push(invalid('involvedObject.namespace', about, 'does not match event.namespace'));
  }
  if (isNew) errors.push(...validateReporting(event));
  errors.push(...invalidForEach(isDNS1123Subdomain(namespace), 'namespace', namespace));
  return errors;
}

/** What an event with an eventTime must say: who reports it, what was done and why. */
function validateReporting(event: Event): FieldError[] {
  const { reportingComponent = '', reportingInstance = '', action = '', reason = '', message = '' } = event;
  const errors: FieldError[] = reportingComponent === '' ? [required('reportingComponent', '')] : [];
  errors.push(...invalidForEach(isQualifiedName(reportingComponent), 'reportingComponent', reportingComponent));
  for (const [field, value] of Object.entries({ reportingInstance, action, reason })) {
    if (value === '') errors.push(required(field, ''));
    if (value.length > LONGEST_WORD) errors.push(invalid(field, '', `can have at most ${LONGEST_WORD} characters`));
  }
  if (message.length > LONGEST_NOTE) errors.push(invalid('message', '', `can have at most ${LONGEST_NOTE} characters`));
  return errors;
}

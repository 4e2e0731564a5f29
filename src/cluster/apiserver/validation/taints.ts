import { isQualifiedName, isValidLabelValue } from '../../../api/names.ts';
import type { Taint } from '../../../api/types/affinity.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../field-error.ts';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Models pkg/apis/core/validation validateNodeTaints. */
export function validateTaints(taints: readonly Taint[] | undefined, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  taints?.forEach((taint, i) => {
    const path = `${field}[${i}]`;
    for (const message of isQualifiedName(taint.key ?? ''))
      errors.push(invalid(`${path}.key`, taint.key ?? '', message));
    if (taint.value !== undefined && taint.value !== '') {
      for (const message of isValidLabelValue(taint.value)) errors.push(invalid(`${path}.value`, taint.value, message));
    }
    errors.push(...validateTaintEffect(taint.effect, `${path}.effect`));
    const identity = `${taint.key}\n${taint.effect}`;
    if (seen.has(identity)) {
      const timeAdded = taint.timeAdded === undefined ? '<nil>' : `time.Date(${taint.timeAdded})`;
      const shown = `core.Taint{Key:"${taint.key}", Value:"${taint.value ?? ''}", Effect:"${taint.effect}", TimeAdded:${timeAdded}}`;
      const error = duplicate(path, { go: shown });
      errors.push({ ...error, body: `${error.body}: taints must be unique by key and effect pair` });
    }
    seen.add(identity);
  });
  return errors;
}

function validateTaintEffect(effect: string | undefined, field: string): FieldError[] {
  if (effect === undefined || effect === '') return [required(field, '')];
  return EFFECTS.includes(effect) ? [] : [notSupported(field, effect, EFFECTS)];
}

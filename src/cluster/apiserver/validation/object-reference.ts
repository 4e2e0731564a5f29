import type { CrossVersionObjectReference } from '../../../api/types/autoscaling.ts';
import { required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { wholePathSegment } from './names.ts';

/** Models pkg/apis/autoscaling/validation ValidateCrossVersionObjectReference. */
export function validateObjectReference(reference: CrossVersionObjectReference | undefined, field: string) {
  return (['kind', 'name'] as const).flatMap((part) => {
    const value = reference?.[part] ?? '';
    const path = `${field}.${part}`;
    return value === '' ? [required(path, '')] : invalidForEach(wholePathSegment(value), path, value);
  });
}

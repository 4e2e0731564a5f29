import { difference, type FieldSet, union } from '../../../api/field-set/field-set.ts';
import { parseJson } from '../../../api/yaml.ts';
import { compareFields } from './compare-fields.ts';
import { fieldsOf } from './field-shape.ts';
import { toFieldSet } from './to-field-set.ts';
import { TypedValueError } from './typed-value-error.ts';
import { typedValueProblems } from './typed-value-problems.ts';
import type { WriteWay } from './update-managers.ts';

/**
 * The fields that client-side apply set and nobody changed since; undefined when nothing can be told. Models
 * lastAppliedManager allowedConflictsFromLastApplied.
 */
export function allowedByLastApplied(way: WriteWay, live: unknown, lastApplied: string): FieldSet | undefined {
  if (lastApplied === '') return undefined;
  const parsed = parseJson(lastApplied);
  const place = way.forms.place(way.groupVersion)!;
  if ('error' in parsed) return undefined;
  const last = parsed.value;
  if (fieldsOf(last)?.apiVersion !== way.groupVersion) return undefined;
  if (typedValueProblems(place, last).length > 0 || typedValueProblems(place, live).length > 0) return undefined;
  try {
    const { added, modified, removed } = compareFields(place, last, live, 'as sent');
    return difference(toFieldSet(place, last), union(union(modified, added), removed));
  } catch (error) {
    if (error instanceof TypedValueError) return undefined;
    throw error;
  }
}

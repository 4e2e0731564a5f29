import type { FieldSet } from '../../../api/field-set/field-set.ts';
import { fieldsOf } from './field-shape.ts';

/**
 * Whether two objects differ in nothing but simple values of fields that are in `gained`, so that who owns these owns
 * just the same afterwards. Heartbeats do, and there are more of them than of all other writes.
 */
export function repeats(old: unknown, now: unknown, gained: FieldSet | undefined): boolean {
  if (old === now) return true;
  const before = fieldsOf(old);
  const after = fieldsOf(now);
  if (before === undefined || after === undefined) return false;
  for (const name in after) {
    const was = before[name];
    const is = after[name];
    if (was === is) continue;
    if (gained === undefined || was === undefined || is === undefined || was === null || is === null) return false;
    const element = `f:${name}`;
    const simple = typeof was !== 'object' && typeof is !== 'object';
    if (simple ? !gained.members.has(element) : !repeats(was, is, gained.children.get(element))) return false;
  }
  for (const name in before) if (after[name] === undefined && before[name] !== undefined) return false;
  return true;
}

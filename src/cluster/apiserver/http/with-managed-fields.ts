import type { KubeObject } from '../../../api/object.ts';
import { entriesOf, ownerOf } from '../managed-fields/ownership.ts';
import { replicasPathOf, scaleEntries } from '../managed-fields/scale-managers.ts';
import type { AnyStrategy } from '../strategy.ts';

/** What was made of stored objects, so that all who ask are shown the same one. */
const shown = new WeakMap<KubeObject, KubeObject>();

/**
 * A stored object in the shape in which it leaves (`seen`), with its managedFields. They are worked out when somebody
 * reads them, because many who ask for objects never do.
 */
export function withManagedFields(strategy: AnyStrategy, stored: KubeObject, seen: KubeObject = stored): KubeObject {
  const ownership = ownerOf(stored);
  if (ownership === undefined || (ownership.kind === 'known' && ownership.entries.length === 0)) return seen;
  const known = seen === stored ? shown.get(stored) : undefined;
  if (known !== undefined) return known;
  const isScale = seen.kind === 'Scale' && strategy.resource.kind !== 'Scale';
  const metadata = { ...seen.metadata };
  Object.defineProperty(metadata, 'managedFields', {
    enumerable: true,
    get() {
      const entries = entriesOf(strategy, ownership, stored);
      const told = isScale ? scaleEntries(entries, replicasPathOf(strategy)) : entries;
      return told.length === 0 ? undefined : told;
    },
  });
  const object = Object.freeze({ ...seen, metadata: Object.freeze(metadata) });
  if (seen === stored) shown.set(stored, object);
  return object;
}

import { type ObjectView, viewOf } from '../rest/object-view.ts';
import type { AnyStrategy } from '../strategy.ts';
import { withManagedFields } from './with-managed-fields.ts';

/** The shape in which a path shows stored objects to those outside: with who owns their fields. */
export function servedView(strategy: AnyStrategy, subresource: string, groupVersion?: string): ObjectView {
  const view = viewOf(strategy, subresource, groupVersion);
  return { ...view, shown: (object) => withManagedFields(strategy, object, view.shown(object)) };
}

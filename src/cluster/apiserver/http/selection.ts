import { type FieldSelector, fieldSelectorMatches, parseFieldSelector } from '../../../api/field-selector.ts';
import { isSelectorError, parseLabelSelector, type Selector, selectorMatches } from '../../../api/labels.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Query } from '../../../api/transport.ts';
import { isInScope, type StoreScope } from '../../store/object-table.ts';
import type { StoreChange } from '../../store/store.ts';
import { badRequest } from '../refusals.ts';
import type { AnyStrategy } from '../strategy.ts';
import { queryValue } from './query.ts';

/** Which objects of a resource a list or watch means. */
export interface Selection {
  readonly scope: StoreScope | undefined;
  /** Whether an object within the scope is meant. undefined when all are. */
  readonly matches: ((object: KubeObject) => boolean) | undefined;
}

/** The fields that an index of the store answers. */
const INDEXED: Readonly<Record<string, 'node' | 'about'>> = { 'spec.nodeName': 'node', 'involvedObject.uid': 'about' };

export function parseSelection(
  strategy: AnyStrategy,
  namespace: string | undefined,
  query: Query,
  groupVersion?: string,
): Selection {
  const labels = parseLabelSelector(queryValue(query, 'labelSelector') ?? '');
  if (isSelectorError(labels)) throw badRequest(labels.error);
  const asked = parseFieldSelector(queryValue(query, 'fieldSelector') ?? '');
  if ('error' in asked) throw badRequest(asked.error);
  const fields = ownFields(strategy, asked, groupVersion);
  for (const { field } of fields) checkField(strategy, field);
  const scope: { namespace?: string; node?: string; about?: string } = {};
  if (namespace !== undefined) scope.namespace = namespace;
  for (const { field, operator, value } of fields) {
    if (operator !== '=' || value === '') continue;
    if (field === 'metadata.namespace') scope.namespace ??= value;
    else if (Object.hasOwn(INDEXED, field)) scope[INDEXED[field]!] = value;
  }
  return {
    scope: Object.keys(scope).length === 0 ? undefined : scope,
    matches: labels.length === 0 && fields.length === 0 ? undefined : matcher(strategy, labels, fields),
  };
}

/** The fields as the kind calls them, when they were named in the words of another version. */
function ownFields({ otherVersions }: AnyStrategy, fields: FieldSelector, groupVersion?: string): FieldSelector {
  const names = otherVersions?.find((other) => other.groupVersion === groupVersion)?.selectable;
  if (names === undefined) return fields;
  return fields.map((requirement) => {
    const { field } = requirement;
    if (field === 'metadata.name' || field === 'metadata.namespace') return requirement;
    if (!Object.hasOwn(names, field)) throw badRequest(`field label not supported: ${field}`);
    return { ...requirement, field: names[field]! };
  });
}

function checkField(strategy: AnyStrategy, field: string): void {
  if (field === 'metadata.name' || field === 'metadata.namespace') return;
  if (strategy.fields !== undefined && Object.hasOwn(strategy.fields, field)) return;
  throw badRequest(
    strategy.unknownField?.(field) ??
      `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
  );
}

function matcher(strategy: AnyStrategy, labels: Selector, fields: FieldSelector): (object: KubeObject) => boolean {
  return (object) => {
    if (!selectorMatches(labels, object.metadata.labels)) return false;
    if (fields.length === 0) return true;
    const values: Record<string, string> = {};
    for (const { field } of fields) {
      if (field === 'metadata.name') values[field] = object.metadata.name;
      else if (field === 'metadata.namespace') values[field] = object.metadata.namespace ?? '';
      else values[field] = strategy.fields![field]!(object);
    }
    return fieldSelectorMatches(fields, values);
  };
}

/** How a change looks through a selection: an object that leaves it is deleted, one that enters it is added. */
export function seenThrough(resource: string, { scope, matches }: Selection, change: StoreChange) {
  const within = (object: KubeObject): boolean =>
    (scope === undefined || isInScope(resource, object, scope)) && matches?.(object) !== false;
  const { type, object, old } = change;
  const before = old !== undefined && within(old);
  if (type === 'DELETED') return before ? { type, object } : undefined;
  const now = within(object);
  if (now) return { type: before ? ('MODIFIED' as const) : ('ADDED' as const), object };
  if (!before) return undefined;
  const { resourceVersion } = object.metadata;
  return { type: 'DELETED' as const, object: { ...old, metadata: { ...old.metadata, resourceVersion } } };
}

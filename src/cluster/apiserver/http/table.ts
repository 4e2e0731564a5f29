import type { KubeObject } from '../../../api/object.ts';
import columnFacts from '../../../api/schema/columns.json' with { type: 'json' };
import type { Query } from '../../../api/transport.ts';
import { badRequest } from '../refusals.ts';
import type { ObjectView } from '../rest/object-view.ts';
import type { AnyStrategy, ColumnDefinition, TableContext } from '../strategy.ts';
import { groupVersionOf } from '../strategy.ts';
import { queryValue } from './query.ts';
import { servedObject } from './served-object.ts';

type Fact = readonly [name: string, type: string, format: string, priority: number];
const facts = columnFacts as unknown as Readonly<Record<string, readonly Fact[]>>;

/** What the recorded facts lack. */
const unrecorded: Readonly<Record<string, readonly Fact[]>> = {
  'autoscaling/v1/scales': [
    ['Name', 'string', 'name', 0],
    ['Desired', 'integer', '', 0],
    ['Available', 'integer', '', 0],
    ['Age', 'string', '', 0],
  ],
};

/** What a table needs to know of a kind. */
export type Tabular = Pick<AnyStrategy, 'resource' | 'cells' | 'columns'>;

export function columnsOf({ resource, columns }: Tabular): readonly ColumnDefinition[] {
  if (columns !== undefined) return columns;
  const name = `${groupVersionOf(resource)}/${resource.plural}`;
  const own = facts[name] ?? unrecorded[name] ?? [];
  return own.map(([name, type, format, priority]) => ({ name, type, format, description: '', priority }));
}

export interface TableMetadata {
  readonly resourceVersion?: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** How a table is written, besides what is in it. */
export interface TableShape {
  /** Of several tables in a row, only the first says what its columns are. */
  readonly withColumns?: boolean;
  /** The version of the objects. */
  readonly view?: ObjectView;
}

/** Models apimachinery meta/v1/validation ValidateTableOptions. */
export function checkTableOptions(query: Query): void {
  const include = queryValue(query, 'includeObject') ?? '';
  if (['', 'Metadata', 'Object', 'None'].includes(include)) return;
  const why = `Invalid value: ${JSON.stringify(include)}: must be 'Metadata', 'Object', 'None', or empty`;
  throw badRequest(`Unable to convert to Table as requested: includeObject: ${why}`);
}

/** The server's table of objects. Models apiserver registry/rest TableConvertor and meta/v1 Table. */
export function tableOf(
  strategy: Tabular,
  objects: readonly KubeObject[],
  metadata: TableMetadata,
  query: Query,
  context: TableContext,
  { withColumns = true, view }: TableShape = {},
): unknown {
  const include = queryValue(query, 'includeObject') ?? 'Metadata';
  const shown = (object: KubeObject) => (view === undefined ? object : view.shown(object));
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: withColumns ? columnsOf(strategy) : [],
    rows: objects.map((object) => ({
      cells: strategy.cells(object, context),
      object:
        include === 'None' ? null : include === 'Object' ? servedObject(shown(object)) : partialMetadata(shown(object)),
    })),
  };
}

export function partialMetadata({ metadata }: KubeObject): KubeObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}

import type { KubeObject } from '../../../api/object.ts';
import columnFacts from '../../../api/schema/columns.json' with { type: 'json' };
import type { Query } from '../../../api/transport.ts';
import type { AnyStrategy, TableContext } from '../strategy.ts';
import { groupVersionOf } from '../strategy.ts';
import { queryValue } from './query.ts';

type Fact = readonly [name: string, type: string, format: string, priority: number];
const facts = columnFacts as unknown as Readonly<Record<string, readonly Fact[]>>;

export interface ColumnDefinition {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  readonly priority: number;
}

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
export type Tabular = Pick<AnyStrategy, 'resource' | 'cells'>;

export function columnsOf({ resource }: Tabular): readonly ColumnDefinition[] {
  const name = `${groupVersionOf(resource)}/${resource.plural}`;
  const own = facts[name] ?? unrecorded[name] ?? [];
  return own.map(([name, type, format, priority]) => ({ name, type, format, description: '', priority }));
}

export interface TableMetadata {
  readonly resourceVersion?: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** The server's table of objects. Models apiserver registry/rest TableConvertor and meta/v1 Table. */
export function tableOf(
  strategy: Tabular,
  objects: readonly KubeObject[],
  metadata: TableMetadata,
  query: Query,
  context: TableContext,
  withColumns = true,
): unknown {
  const include = queryValue(query, 'includeObject') ?? 'Metadata';
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: withColumns ? columnsOf(strategy) : [],
    rows: objects.map((object) => ({
      cells: strategy.cells(object, context),
      ...(include === 'None' ? {} : { object: include === 'Object' ? object : partialMetadata(object) }),
    })),
  };
}

export function partialMetadata({ metadata }: KubeObject): KubeObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}

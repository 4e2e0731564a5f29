import { isJsonObject, type JsonObject, readList, readText } from '../json.ts';

/** A server's Table. Models meta/v1 Table. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly priority: number;
}

export interface TableRow {
  readonly cells: readonly unknown[];
  /** The object or its metadata, as asked for with includeObject. */
  readonly object: JsonObject | undefined;
}

/** Reads a Table answer; undefined when it is something else. */
export function tableFrom(body: unknown): Table | undefined {
  if (!isJsonObject(body) || body.kind !== 'Table') return undefined;
  return {
    columns: readList(body, 'columnDefinitions').map((column) => ({
      name: readText(column, 'name'),
      type: readText(column, 'type'),
      format: readText(column, 'format'),
      priority: isJsonObject(column) && typeof column.priority === 'number' ? column.priority : 0,
    })),
    rows: readList(body, 'rows').map((row) => ({
      cells: readList(row, 'cells'),
      object: isJsonObject(row) && isJsonObject(row.object) ? row.object : undefined,
    })),
  };
}

/** The Accept header that asks for a Table. */
export const tableAccept =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

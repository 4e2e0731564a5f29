import { goValue } from '../../api/go-value.ts';
import { formatLabels } from '../../api/labels.ts';
import { isJsonObject, readPath, readText } from '../json.ts';
import type { Table, TableColumn, TableRow } from './table.ts';

export interface TableOptions {
  readonly noHeaders?: boolean;
  readonly wide?: boolean;
  readonly withNamespace?: boolean;
  /** `daemonset.apps`: put before names. */
  readonly kindPrefix?: string;
  readonly columnLabels?: readonly string[];
  readonly showLabels?: boolean;
}

/** Prints tables as tab-separated lines, headers only when the columns change. Models cli-runtime HumanReadablePrinter. */
export interface TablePrinter {
  print(table: Table, eventType?: string): string;
}

export function createTablePrinter(options: TableOptions): TablePrinter {
  let lastColumns: readonly TableColumn[] = [];
  let printedHeaders = false;
  return {
    print(table, eventType) {
      let noHeaders = options.noHeaders === true;
      const same = table.columns.length === 0 || sameColumns(table.columns, lastColumns);
      if (printedHeaders && same) noHeaders = true;
      const columns = table.columns.length === 0 ? lastColumns : table.columns;
      if (!same) {
        lastColumns = columns;
        printedHeaders = false;
      }
      if (table.rows.length > 0) printedHeaders = true;
      return tableText(decorate({ columns, rows: table.rows }, options, eventType), options.wide === true, noHeaders);
    },
  };
}

function sameColumns(a: readonly TableColumn[], b: readonly TableColumn[]): boolean {
  return (
    a.length === b.length && a.every((column, at) => column.name === b[at]!.name && column.priority === b[at]!.priority)
  );
}

const textColumn = (name: string): TableColumn => ({ name, type: 'string', format: '', priority: 0 });

function decorate(table: Table, options: TableOptions, eventType: string | undefined): Table {
  const labels = options.columnLabels ?? [];
  const nameColumn =
    options.kindPrefix === undefined
      ? -1
      : table.columns.findIndex((one) => one.format === 'name' && one.type === 'string');
  const columns = [
    ...(eventType === undefined ? [] : [textColumn('Event')]),
    ...(options.withNamespace ? [textColumn('Namespace')] : []),
    ...table.columns,
    ...labels.map((label) => textColumn(label.split('/').at(-1)!)),
    ...(options.showLabels ? [textColumn('Labels')] : []),
  ];
  const rows = table.rows.map((row): TableRow => {
    const own = row.cells.map((cell, at) => (at === nameColumn ? `${options.kindPrefix}/${String(cell)}` : cell));
    while (own.length < table.columns.length) own.push(null);
    const found = readPath(row.object, 'metadata', 'labels');
    const map = isJsonObject(found) ? (found as Readonly<Record<string, string>>) : {};
    const cells = [
      ...(eventType === undefined ? [] : [eventType.padEnd(8)]),
      ...(options.withNamespace ? [readText(row.object, 'metadata', 'namespace')] : []),
      ...own,
      ...labels.map((label) => (Object.hasOwn(map, label) ? map[label] : '')),
      ...(options.showLabels ? [formatLabels(map) || '<none>'] : []),
    ];
    return { ...row, cells };
  });
  return { columns, rows };
}

function tableText(table: Table, wide: boolean, noHeaders: boolean): string {
  const shown = table.columns.map((column) => wide || column.priority === 0);
  let text = '';
  if (!noHeaders && table.rows.length > 0) {
    text += `${table.columns
      .filter((_, at) => shown[at])
      .map((column) => column.name.toUpperCase())
      .join('\t')}\n`;
  }
  for (const row of table.rows) {
    const cells = row.cells.slice(0, table.columns.length).filter((_, at) => shown[at]);
    text += `${cells.map(cellText).join('\t')}\n`;
  }
  return text;
}

/** Only the first line of a cell is shown. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return goValue(cell);
  const end = cell.search(/[\f\n\r]/);
  return escapeTerminal(end < 0 ? cell : `${cell.slice(0, end)}...`);
}

/** Keeps what a server sends from steering the terminal. Models cli-runtime printers.EscapeTerminal. */
export function escapeTerminal(text: string): string {
  return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}

import type { ParsedCommand } from '../../command.ts';
import type { KubectlContext } from '../../context.ts';
import type { KubectlIo } from '../../io.ts';
import { ErrorList, KubectlError, throwAll } from '../../kubectl-error.ts';
import { sortByField } from '../../printers/sort-by.ts';
import { createTabWriter, tableLayout } from '../../printers/tab-writer.ts';
import { type Table, tableFrom } from '../../printers/table.ts';
import { buildResources } from '../../resource-builder.ts';
import type { ResourceInfo } from '../../resource-info.ts';
import { clientTable } from './client-table.ts';
import { getBuilderOptions, tablePrinterFor, withoutNotFound } from './get-options.ts';

/** `kubectl get` as tables, one block a kind. Models GetOptions.Run. */
export async function getTables(command: ParsedCommand, context: KubectlContext, io: KubectlIo): Promise<number> {
  const { flags } = command;
  const found = await buildResources(getBuilderOptions(command, flags.bool('server-print')), context, io);
  const infos: ResourceInfo[] = [];
  let errors: readonly unknown[] = [];
  try {
    await found.visit(async (info) => {
      infos.push(info);
    });
  } catch (error) {
    errors = error instanceof ErrorList ? error.errors : [error];
    if (flags.bool('ignore-not-found')) errors = withoutNotFound(error);
  }
  const field = flags.string('sort-by');
  if (field !== '' && infos.length > 1) {
    // Several tables are looked for the field themselves, and have none; objects have it. Models RuntimeSorter.Sort.
    const searched = (info: ResourceInfo) => (tableFrom(info.object) === undefined ? (info.object ?? {}) : {});
    infos.splice(0, infos.length, ...sortByField(infos, field, searched));
  }
  const kinds = new Set(infos.map(({ resource }) => `${resource.kind}.${resource.group}`));
  const blocks = byResource(infos);
  let written = false;
  let allNamespaced = !flags.bool('all-namespaces');
  for (const block of blocks) {
    const { resource } = block[0]!;
    allNamespaced &&= resource.namespaced;
    const printer = tablePrinterFor(flags, resource, kinds.size > 1);
    const writer = createTabWriter(tableLayout);
    for (const table of tablesOf(block, io)) {
      const sorted = sortTable(table, flags.string('sort-by'));
      if (sorted !== undefined) writer.write(printer.print(sorted));
    }
    const text = writer.flush();
    if (text === '') continue;
    await io.stdout.write(written && !flags.bool('no-headers') ? `\n${text}` : text);
    written = true;
  }
  if (!written && !flags.bool('ignore-not-found') && errors.length === 0) {
    await io.stderr.write(
      allNamespaced ? `No resources found in ${context.namespace} namespace.\n` : 'No resources found\n',
    );
  }
  throwAll(errors);
  return 0;
}

function byResource(infos: readonly ResourceInfo[]): readonly (readonly ResourceInfo[])[] {
  const blocks: ResourceInfo[][] = [];
  for (const info of infos) {
    const last = blocks.at(-1);
    if (last?.[0]?.resource === info.resource) last.push(info);
    else blocks.push([info]);
  }
  return blocks;
}

function tablesOf(block: readonly ResourceInfo[], io: KubectlIo): readonly Table[] {
  return block.map((info) => tableFrom(info.object) ?? clientTable(info.object, io.clock.now()));
}

/** kubectl prints nothing for a table that has no such field. */
function sortTable(table: Table, field: string): Table | undefined {
  if (field === '' || table.rows.length < 2) return table;
  try {
    return { ...table, rows: sortByField(table.rows, field, (row) => row.object) };
  } catch (error) {
    if (error instanceof KubectlError) return undefined;
    throw error;
  }
}

import type { FlagValues, ParsedCommand } from '../../command.ts';
import type { ApiResource } from '../../context.ts';
import { ErrorList } from '../../kubectl-error.ts';
import { isNotFound } from '../../make-context.ts';
import { tableAccept } from '../../printers/table.ts';
import { createTablePrinter, type TablePrinter } from '../../printers/table-printer.ts';
import type { BuilderOptions } from '../../resource-builder.ts';

/** What all forms of `kubectl get` ask of the resource builder. */
export function getBuilderOptions(command: ParsedCommand, asTable: boolean): BuilderOptions {
  const { flags, args } = command;
  const sorted = flags.string('sort-by') !== '';
  return {
    args,
    filenames: flags.list('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    selector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    allowEmptySelector: true,
    subresource: flags.string('subresource'),
    chunkSize: sorted ? 0 : flags.int('chunk-size'),
    continueOnError: true,
    latest: true,
    ...(asTable ? { accept: tableAccept, query: sorted ? { includeObject: 'Object' } : {} } : {}),
  };
}

/** A printer for one resource's tables. */
export function tablePrinterFor(flags: FlagValues, resource: ApiResource, severalKinds: boolean): TablePrinter {
  const kind = resource.kind.toLowerCase();
  return createTablePrinter({
    noHeaders: flags.bool('no-headers'),
    wide: flags.string('output') === 'wide',
    withNamespace: flags.bool('all-namespaces') && resource.namespaced,
    kindPrefix:
      severalKinds || flags.bool('show-kind')
        ? resource.group === ''
          ? kind
          : `${kind}.${resource.group}`
        : undefined,
    columnLabels: flags.list('label-columns'),
    showLabels: flags.bool('show-labels'),
  });
}

/** The failures that are left when missing objects do not count. */
export function withoutNotFound(error: unknown): readonly unknown[] {
  const errors = error instanceof ErrorList ? error.errors : [error];
  return errors.filter((one) => !isNotFound(one));
}

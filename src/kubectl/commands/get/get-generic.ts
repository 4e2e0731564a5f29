import type { ParsedCommand } from '../../command.ts';
import type { KubectlContext } from '../../context.ts';
import type { KubectlIo } from '../../io.ts';
import { isJsonObject, type JsonObject } from '../../json.ts';
import { ErrorList, throwAll } from '../../kubectl-error.ts';
import { objectPrinter } from '../../printers/object-printer.ts';
import { sortByField } from '../../printers/sort-by.ts';
import { buildResources } from '../../resource-builder.ts';
import { getBuilderOptions, withoutNotFound } from './get-options.ts';

export const getOnlyFormats: readonly string[] = ['custom-columns', 'custom-columns-file', 'wide'];

/** `kubectl get -o yaml`, `-o name` and the like: one object, or all in one List. Models GetOptions.printGeneric. */
export async function getGeneric(command: ParsedCommand, context: KubectlContext, io: KubectlIo): Promise<number> {
  const { flags } = command;
  const found = await buildResources(getBuilderOptions(command, false), context, io);
  const objects: JsonObject[] = [];
  let errors: readonly unknown[] = [];
  try {
    await found.visit(async (info) => {
      if (isJsonObject(info.object)) objects.push(info.object);
    });
  } catch (error) {
    errors = flags.bool('ignore-not-found')
      ? withoutNotFound(error)
      : error instanceof ErrorList
        ? error.errors
        : [error];
    if (found.singleItemImplied) throwAll(errors);
  }
  if (objects.length === 0 && flags.bool('ignore-not-found')) {
    throwAll(errors);
    return 0;
  }
  const format = flags.string('output') === '' ? 'go-template' : flags.string('output');
  const print = objectPrinter(format, flags, io, getOnlyFormats);
  const field = flags.string('sort-by');
  const sorted = field === '' ? objects : sortByField(objects, field, (object) => object);
  const single = found.singleItemImplied && objects.length === 1;
  await io.stdout.write(
    print(single ? objects[0]! : { apiVersion: 'v1', items: sorted, kind: 'List', metadata: { resourceVersion: '' } }),
  );
  throwAll(errors);
  return 0;
}

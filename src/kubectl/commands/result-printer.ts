import { goJson } from '../../api/go-json.ts';
import type { FlagValues } from '../command.ts';
import type { KubectlIo } from '../io.ts';
import { isJsonObject, type JsonObject, readText } from '../json.ts';
import { objectPrinter } from '../printers/object-printer.ts';
import type { DryRun } from './write-flags.ts';

/** Prints what a writing command did: a line `kind.group/name operation`, or the object as `-o` asks. */
export interface ResultPrinter {
  /** Whether the object itself is printed (`-o yaml` and its like, not `-o name`). */
  readonly printsObjects: boolean;
  /** `typed` objects keep the order of their fields in JSON, as Go structs do; others are sorted, as Go maps are. */
  print(object: JsonObject, operation: string, typed?: boolean): Promise<void>;
}

/** Models cli-runtime genericclioptions PrintFlags. Throws for an unknown format or a malformed template. */
export function resultPrinter(flags: FlagValues, dryRun: DryRun, io: KubectlIo): ResultPrinter {
  const given = flags.string('output');
  const format = given === '' && flags.string('template') !== '' ? 'go-template' : given;
  const textOf = format === '' ? undefined : objectPrinter(format, flags, io);
  const suffix = dryRun === 'client' ? ' (dry run)' : dryRun === 'server' ? ' (server dry run)' : '';
  return {
    printsObjects: format !== '' && format !== 'name',
    async print(object, operation, typed = false) {
      if (textOf === undefined) await io.stdout.write(`${resourceName(object)} ${operation}${suffix}\n`);
      else if (format === 'json' && typed) await io.stdout.write(`${goJson(object, '    ', { keys: 'as given' })}\n`);
      else await io.stdout.write(textOf(object));
    },
  };
}

/** `deployment.apps/web`. Models cli-runtime NamePrinter. */
export function resourceName(object: JsonObject): string {
  const name = isJsonObject(object.metadata) ? readText(object, 'metadata', 'name') : '';
  return `${kindAndGroup(object)}/${name === '' ? '<unknown>' : name}`;
}

/** `deployment.apps` or `pod`. */
export function kindAndGroup(object: JsonObject): string {
  const apiVersion = readText(object, 'apiVersion');
  const slash = apiVersion.indexOf('/');
  const kind = readText(object, 'kind').toLowerCase();
  return slash < 0 ? kind : `${kind}.${apiVersion.slice(0, slash)}`;
}

import { goJson } from '../../api/go-json.ts';
import { goQuote } from '../../api/go-quote.ts';
import { writeYaml } from '../../api/yaml.ts';
import type { FlagValues } from '../command.ts';
import type { KubectlIo } from '../io.ts';
import { isJsonObject, type JsonObject, readText, withoutPath } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';

import { templateFormats, templatePrinter } from '../printers/template-printer.ts';
import type { DryRun } from './write-flags.ts';

/** Prints what a writing command did: a line `kind.group/name operation`, or the object as `-o` asks. */
export interface ResultPrinter {
  /** Whether the object itself is printed (`-o yaml` and its like, not `-o name`). */
  readonly printsObjects: boolean;
  /** `typed` objects keep the order of their fields in JSON, as Go structs do; others are sorted, as Go maps are. */
  print(object: JsonObject, operation: string, typed?: boolean): Promise<void>;
}

const formats = ['json', 'name', 'yaml', ...templateFormats].sort();

/** Models cli-runtime genericclioptions PrintFlags. Throws for an unknown format. */
export function resultPrinter(flags: FlagValues, dryRun: DryRun, io: KubectlIo): ResultPrinter {
  const given = flags.string('output');
  const format = given === '' && flags.string('template') !== '' ? 'go-template' : given;
  const kind = format.split('=', 1)[0] ?? '';
  if (format !== '' && !formats.includes(kind)) {
    throw new KubectlError(
      `unable to match a printer suitable for the output format ${goQuote(format)}, allowed formats are: ${formats.join(',')}`,
    );
  }
  const template = templatePrinter(format, flags, io);
  const suffix = dryRun === 'client' ? ' (dry run)' : dryRun === 'server' ? ' (server dry run)' : '';
  let printed = 0;
  return {
    printsObjects: format !== '' && format !== 'name',
    async print(object, operation, typed = false) {
      const shown = flags.bool('show-managed-fields') ? object : withoutPath(object, ['metadata', 'managedFields']);
      if (format === '') await io.stdout.write(`${resourceName(object)} ${operation}${suffix}\n`);
      else if (format === 'name') await io.stdout.write(`${resourceName(object)}\n`);
      else if (format === 'json') {
        await io.stdout.write(`${goJson(shown, '    ', { keys: typed ? 'as given' : 'sorted' })}\n`);
      } else if (format === 'yaml') {
        await io.stdout.write(`${printed > 0 ? '---\n' : ''}${writeYaml(shown)}`);
      } else await io.stdout.write(template?.(shown) ?? '');
      printed++;
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

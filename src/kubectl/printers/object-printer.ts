import { goJson } from '../../api/go-json.ts';
import { goQuote } from '../../api/go-quote.ts';
import { writeYaml } from '../../api/yaml.ts';
import type { FlagValues } from '../command.ts';
import type { KubectlIo } from '../io.ts';
import { isJsonObject, type JsonObject, readList, readText, withoutPath } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { customColumnsText, parseCustomColumns, parseCustomColumnsFile } from './custom-columns.ts';
import { alignTabs, tableLayout } from './tab-writer.ts';
import { templateFormats, templatePrinter } from './template-printer.ts';

/** Turns an object or a List into text for every `-o` but the tables. Prints documents after the first with `---`. */
export type ObjectPrinter = (object: JsonObject) => string;

/** The formats of `-o` by what they need behind `=`. */
export const outputFormats: readonly string[] = ['json', 'yaml', 'name', ...templateFormats];

/** The printer for `-o FORMAT`. Models cli-runtime PrintFlags.ToPrinter; an unknown format is refused with the allowed ones. */
export function objectPrinter(
  format: string,
  flags: FlagValues,
  io: KubectlIo,
  extraFormats: readonly string[] = [],
): ObjectPrinter {
  const equals = format.indexOf('=');
  const kind = equals < 0 ? format : format.slice(0, equals);
  const argument = equals < 0 ? (flags.has('template') ? flags.string('template') : '') : format.slice(equals + 1);
  const keepManaged = flags.has('show-managed-fields') && flags.bool('show-managed-fields');
  const shown = (object: JsonObject) => (keepManaged ? object : withoutManagedFields(object));
  const whole = equals < 0;
  // Models cli-runtime JSONYamlPrintFlags.ToPrinter, which takes these two in any case.
  const lower = kind.toLowerCase();
  if (whole && lower === 'json') return (object) => `${goJson(shown(object), '    ')}\n`;
  if (whole && lower === 'yaml') {
    let printed = 0;
    return (object) => `${printed++ > 0 ? '---\n' : ''}${writeYaml(shown(object))}`;
  }
  if (whole && kind === 'name') return nameText;
  const template = templatePrinter(format, flags, io);
  if (template !== undefined) return template;
  if (kind === 'custom-columns' && extraFormats.includes(kind)) {
    return columnsPrinter(parseCustomColumns(argument), flags);
  }
  if (kind === 'custom-columns-file' && extraFormats.includes(kind)) {
    return columnsPrinter(parseCustomColumnsFile(fileText(argument, io)), flags);
  }
  throw new KubectlError(
    `unable to match a printer suitable for the output format ${goQuote(format)}, allowed formats are: ${[...outputFormats, ...extraFormats].sort().join(',')}`,
  );
}

function columnsPrinter(columns: ReturnType<typeof parseCustomColumns>, flags: FlagValues): ObjectPrinter {
  let noHeaders = flags.has('no-headers') && flags.bool('no-headers');
  return (object) => {
    const text = customColumnsText(columns, isList(object) ? readList(object, 'items') : [object], noHeaders);
    noHeaders = true;
    return alignTabs(text, tableLayout);
  };
}

function fileText(path: string, io: KubectlIo): string {
  const text = io.files.kind(path) === 'file' ? io.files.read(path) : undefined;
  if (text === undefined)
    throw new KubectlError(`error reading template ${path}, open ${path}: no such file or directory\n`);
  return text;
}

function nameText(object: JsonObject): string {
  if (isList(object)) return readList(object, 'items').filter(isJsonObject).map(nameText).join('');
  const apiVersion = readText(object, 'apiVersion');
  const slash = apiVersion.indexOf('/');
  const kind = readText(object, 'kind').toLowerCase();
  const name = readText(object, 'metadata', 'name') || '<unknown>';
  return `${slash < 0 ? kind : `${kind}.${apiVersion.slice(0, slash)}`}/${name}\n`;
}

const isList = (object: JsonObject): boolean =>
  readText(object, 'kind').endsWith('List') && Array.isArray(object.items);

function withoutManagedFields(object: JsonObject): JsonObject {
  if (!isList(object)) return withoutPath(object, ['metadata', 'managedFields']);
  return {
    ...object,
    items: readList(object, 'items').map((item) => (isJsonObject(item) ? withoutManagedFields(item) : item)),
  };
}

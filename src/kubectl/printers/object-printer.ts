import { goJson } from '../../api/go-json.ts';
import { goQuote } from '../../api/go-quote.ts';
import { goValue } from '../../api/go-value.ts';
import { parseJsonPath, printJsonPath, printJsonPathAsJson } from '../../api/json-path.ts';
import { writeYaml } from '../../api/yaml.ts';
import type { FlagValues } from '../command.ts';
import type { KubectlIo } from '../io.ts';
import { isJsonObject, type JsonObject, readList, readText, withoutPath } from '../json.ts';
import { KubectlError, notSimulated } from '../kubectl-error.ts';
import { customColumnsText, parseCustomColumns, parseCustomColumnsFile } from './custom-columns.ts';
import { alignTabs, tableLayout } from './tab-writer.ts';

/** Turns an object or a List into text for every `-o` but the tables. Prints documents after the first with `---`. */
export type ObjectPrinter = (object: JsonObject) => string;

/** The formats of `-o` by what they need behind `=`. */
export const outputFormats: readonly string[] = [
  'json',
  'yaml',
  'name',
  'go-template',
  'go-template-file',
  'template',
  'templatefile',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
];

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
  if (whole && kind === 'json') return (object) => `${goJson(shown(object), '    ')}\n`;
  if (whole && kind === 'yaml') {
    let printed = 0;
    return (object) => `${printed++ > 0 ? '---\n' : ''}${writeYaml(shown(object))}`;
  }
  if (whole && kind === 'name') return nameText;
  if (kind === 'jsonpath' || kind === 'jsonpath-file' || kind === 'jsonpath-as-json')
    return jsonPathPrinter(kind, argument, flags, io);
  if (kind === 'custom-columns' && extraFormats.includes(kind)) {
    return columnsPrinter(parseCustomColumns(argument), flags);
  }
  if (kind === 'custom-columns-file' && extraFormats.includes(kind)) {
    return columnsPrinter(parseCustomColumnsFile(fileText(argument, io)), flags);
  }
  if (['go-template', 'go-template-file', 'template', 'templatefile'].includes(kind)) throw notSimulated(`-o ${kind}`);
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

function jsonPathPrinter(kind: string, argument: string, flags: FlagValues, io: KubectlIo): ObjectPrinter {
  if (argument === '') throw new KubectlError(`template format specified but no template given`);
  const template = kind === 'jsonpath-file' ? fileText(argument, io) : argument;
  const path = parseJsonPath(template);
  if ('error' in path) throw new KubectlError(`error parsing jsonpath ${template}, ${path.error}\n`);
  const allowMissingKeys = !flags.has('allow-missing-template-keys') || flags.bool('allow-missing-template-keys');
  const print = kind === 'jsonpath-as-json' ? printJsonPathAsJson : printJsonPath;
  return (object) => {
    const text = print(path, object, { allowMissingKeys });
    if (typeof text === 'string') return text;
    throw new KubectlError(
      `error executing jsonpath ${goQuote(template)}: Error executing template: ${text.error}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goValue(object)}\n\n\n`,
    );
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

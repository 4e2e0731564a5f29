import { goJson } from '../../api/go-json.ts';
import { goQuote } from '../../api/go-quote.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import { executeGoTemplate } from '../../api/go-template.ts';
import { goValue } from '../../api/go-value.ts';
import { parseJsonPath, printJsonPath, printJsonPathAsJson } from '../../api/json-path.ts';
import type { FlagValues } from '../command.ts';
import type { KubectlIo } from '../io.ts';
import type { JsonObject } from '../json.ts';
import { KubectlError, PrintFailure } from '../kubectl-error.ts';

const goFormats: readonly string[] = ['go-template', 'go-template-file', 'template', 'templatefile'];

/** The formats of `-o` that take a template. */
export const templateFormats: readonly string[] = [...goFormats, 'jsonpath', 'jsonpath-as-json', 'jsonpath-file'];

/**
 * The printer for `-o FORMAT=TEMPLATE`, or for `--template`; undefined when the format takes no template. Throws for a
 * template that is missing or malformed. Models cli-runtime GoTemplatePrintFlags and JSONPathPrintFlags.
 */
export function templatePrinter(
  format: string,
  flags: FlagValues,
  io: KubectlIo,
): ((object: JsonObject) => string) | undefined {
  const given = flags.has('template') ? flags.string('template') : '';
  const equals = given === '' ? format.indexOf('=') : -1;
  const kind = equals < 0 ? format : format.slice(0, equals);
  if (!templateFormats.includes(kind)) return undefined;
  const argument = equals < 0 ? given : format.slice(equals + 1);
  if (argument === '') throw new KubectlError('template format specified but no template given');
  const template = ['templatefile', 'go-template-file', 'jsonpath-file'].includes(kind)
    ? fileText(argument, io)
    : argument;
  const allowMissingKeys = !flags.has('allow-missing-template-keys') || flags.bool('allow-missing-template-keys');
  return goFormats.includes(kind)
    ? goTemplatePrinter(template, allowMissingKeys)
    : jsonPathPrinter(kind, template, allowMissingKeys);
}

function goTemplatePrinter(template: string, allowMissingKeys: boolean): (object: JsonObject) => string {
  // Kubectl complains about a malformed template before it asks for any object.
  const tried = executeGoTemplate(template, {}, { allowMissingKeys: true });
  if ('error' in tried && tried.stage === 'parse') {
    throw new KubectlError(`error parsing template ${template}, ${tried.error}`);
  }
  return (object) => {
    const result = executeGoTemplate(template, object, { allowMissingKeys });
    if (!('error' in result)) return result.output;
    const help = `Error executing template: ${result.error}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\traw data was:\n\t\t${goJson(object)}\n\tobject given to template engine was:\n\t\t${goValue(object)}\n\n`;
    throw new PrintFailure(`error executing template ${goQuote(template)}: ${result.error}`, result.output + help);
  };
}

function jsonPathPrinter(kind: string, template: string, allowMissingKeys: boolean): (object: JsonObject) => string {
  const path = parseJsonPath(template);
  if ('error' in path) throw new KubectlError(`error parsing jsonpath ${template}, ${path.error}`);
  const print = kind === 'jsonpath-as-json' ? printJsonPathAsJson : printJsonPath;
  return (object) => {
    const text = print(path, object, { allowMissingKeys });
    if (typeof text === 'string') return text;
    throw new KubectlError(
      `error executing jsonpath ${goQuote(template)}: Error executing template: ${text.error}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n\n`,
    );
  };
}

function fileText(path: string, io: KubectlIo): string {
  const text = io.files.kind(path) === 'file' ? io.files.read(path) : undefined;
  if (text === undefined) {
    throw new KubectlError(`error reading --template ${path}, open ${path}: no such file or directory`);
  }
  return text;
}

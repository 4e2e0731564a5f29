import { goValue } from '../../api/go-value.ts';
import { findJsonPath, type JsonPath, parseJsonPath, relaxedJsonPath } from '../../api/json-path.ts';
import { KubectlError } from '../kubectl-error.ts';
import { escapeTerminal } from './table-printer.ts';

export interface CustomColumn {
  readonly header: string;
  readonly path: JsonPath;
}

/** Reads `NAME:.metadata.name,IMAGE:.spec.image`. Models NewCustomColumnsPrinterFromSpec. */
export function parseCustomColumns(spec: string): readonly CustomColumn[] {
  if (spec === '') throw new KubectlError('custom-columns format specified but no custom columns given');
  return spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0)
      throw new KubectlError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    return column(part.slice(0, colon), part.slice(colon + 1));
  });
}

/** Reads a file with a line of headers and a line of paths. Models NewCustomColumnsPrinterFromTemplate. */
export function parseCustomColumnsFile(text: string): readonly CustomColumn[] {
  const [headerLine, specLine] = text.split('\n');
  const expected = 'Expected format is one line of space separated headers, one line of space separated column specs.';
  if (headerLine === undefined || text === '')
    throw new KubectlError(`invalid template, missing header line. ${expected}`);
  if (specLine === undefined) throw new KubectlError(`invalid template, missing spec line. ${expected}`);
  const headers = headerLine.split(/\s+/).filter((word) => word !== '');
  const specs = specLine.split(/\s+/).filter((word) => word !== '');
  if (headers.length !== specs.length) {
    throw new KubectlError(
      `number of headers (${headers.length}) and field specifications (${specs.length}) don't match`,
    );
  }
  return headers.map((header, at) => column(header, specs[at]!));
}

function column(header: string, expression: string): CustomColumn {
  const relaxed = relaxedJsonPath(expression);
  if (typeof relaxed !== 'string') throw new KubectlError(relaxed.error);
  const path = parseJsonPath(relaxed);
  if ('error' in path) throw new KubectlError(path.error);
  return { header, path };
}

/** Tab-separated lines, one an object. */
export function customColumnsText(
  columns: readonly CustomColumn[],
  objects: readonly unknown[],
  noHeaders: boolean,
): string {
  const header = noHeaders ? '' : `${columns.map((one) => one.header).join('\t')}\n`;
  return header + objects.map((object) => `${columns.map((one) => cell(one.path, object)).join('\t')}\n`).join('');
}

function cell(path: JsonPath, object: unknown): string {
  const found = findJsonPath(path, object, { allowMissingKeys: true });
  if ('error' in found) throw new KubectlError(found.error);
  if ((found[0] ?? []).length === 0)
    return ['<none>', ...found.flat().map((value) => escapeTerminal(goValue(value)))].join(',');
  return found
    .flat()
    .map((value) => escapeTerminal(goValue(value)))
    .join(',');
}

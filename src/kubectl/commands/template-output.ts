import type { FlagValues } from '../command.ts';
import type { KubectlIo } from '../io.ts';
import type { JsonObject } from '../json.ts';
import { notSimulated } from '../kubectl-error.ts';

export const templateFormats: readonly string[] = [
  'go-template',
  'go-template-file',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'template',
  'templatefile',
];

/** The object as a template writes it. */
export async function templateText(
  format: string,
  _object: JsonObject,
  _flags: FlagValues,
  _io: KubectlIo,
): Promise<string> {
  throw notSimulated(`-o ${format.split('=', 1)[0]} of a writing command`);
}

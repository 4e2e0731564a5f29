import { goJson } from '../../api/go-json.ts';
import { parseYamlDocuments, writeYaml } from '../../api/yaml.ts';
import type { FlagValues } from '../command.ts';
import type { KubectlIo } from '../io.ts';
import { isJsonObject, type JsonObject, readList, readText, withoutPath } from '../json.ts';
import { KubectlError, SilentExit } from '../kubectl-error.ts';
import { type EditReason, editHeader, hasLines, keptFile, launchEditor, withoutComments } from './edit-file.ts';

/** What came of sending the edited objects. */
export interface EditOutcome {
  readonly reasons: EditReason[];
  retryable: number;
  notFound: number;
}

/**
 * Lets the person edit objects in one file until what they wrote is sent, or they give up. `send` throws for what ends it, or
 * tells in the outcome why the file is to be opened again. Models kubectl/pkg/cmd/util/editor EditOptions.Run.
 */
export async function editUntilDone(
  given: readonly JsonObject[],
  flags: FlagValues,
  io: KubectlIo,
  send: (object: JsonObject, outcome: EditOutcome) => Promise<void>,
): Promise<void> {
  const asJson = flags.string('output') === 'json';
  const objects = given.map((object) => withoutPath(object, ['metadata', 'managedFields']));
  const whole = objects.length === 1 ? objects[0] : { apiVersion: 'v1', items: objects, kind: 'List', metadata: {} };
  const plain = asJson ? `${goJson(whole, '    ')}\n` : writeYaml(whole);
  const original = flags.bool('windows-line-endings') ? plain.replaceAll('\n', '\r\n') : plain;
  let reasons: readonly EditReason[] = [];
  let before: string | undefined;
  let lastPath = '';
  for (;;) {
    const shown = `${editHeader(reasons)}${before === undefined ? original : withoutComments(before)}`;
    const { text, path } = await launchEditor(shown, asJson ? '.json' : '.yaml', io);
    if (before !== undefined && withoutComments(before) === withoutComments(text)) {
      await keptFile(path, io);
      throw new KubectlError('Edit cancelled, no valid changes were saved.');
    }
    if (lastPath !== '') io.files.remove(lastPath);
    lastPath = path;
    if (withoutComments(original) === withoutComments(text)) return cancel('no changes made', path, io);
    if (!hasLines(text)) return cancel('saved file was empty', path, io);
    before = text;
    const edited = readEdited(text);
    if (typeof edited === 'string') {
      reasons = [{ head: `The edited file had a syntax error: ${edited}`, others: [] }];
      continue;
    }
    const outcome: EditOutcome = { reasons: [], retryable: 0, notFound: 0 };
    for (const object of edited) {
      try {
        await send(object, outcome);
      } catch (error) {
        await keptFile(path, io);
        throw error;
      }
    }
    if (outcome.retryable > 0) {
      await io.stderr.write(`You can run \`kubectl replace -f ${path}\` to try this update again.\n`);
      throw new SilentExit();
    }
    if (outcome.notFound > 0) {
      await io.stderr.write(`The edits you made on deleted resources have been saved to "${path}"\n`);
      throw new SilentExit();
    }
    if (outcome.reasons.length === 0) {
      io.files.remove(path);
      return;
    }
    reasons = outcome.reasons;
  }
}

async function cancel(why: string, path: string, io: KubectlIo): Promise<void> {
  io.files.remove(path);
  await io.stderr.write(`Edit cancelled, ${why}.\n`);
}

/** The objects in an edited text, or what is wrong with it. */
function readEdited(text: string): readonly JsonObject[] | string {
  const objects: JsonObject[] = [];
  for (const { value, error } of parseYamlDocuments(text)) {
    if (error !== undefined) return `error parsing edited-file: ${error.message}`;
    if (!isJsonObject(value)) return 'unable to decode "edited-file": the document is no object';
    if (readText(value, 'kind') === '')
      return `unable to decode "edited-file": Object 'Kind' is missing in '${goJson(value)}'`;
    const items = readText(value, 'kind') === 'List' ? readList(value, 'items').filter(isJsonObject) : [value];
    objects.push(...items);
  }
  return objects;
}

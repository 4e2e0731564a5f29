import { createMergePatch } from '../../api/patch/merge-patch.ts';
import type { ParsedCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import type { ResourceInfo } from '../resource-info.ts';
import { recorded } from './change-cause.ts';
import { sendPatch } from './patch-info.ts';

/** With `--record`, annotates an object after its change, in a patch of its own; a refusal does not fail the command. */
export async function sendRecord(
  info: ResourceInfo,
  object: JsonObject,
  command: ParsedCommand,
  context: KubectlContext,
): Promise<JsonObject> {
  const patch = createMergePatch(object, recorded(object, command));
  if (Object.keys(patch).length === 0) return object;
  const query = {
    fieldManager: command.flags.has('field-manager') ? command.flags.string('field-manager') : 'kubectl',
  };
  return sendPatch(info, 'merge', patch, query, context).catch(() => object);
}

import { createTwoWayPatch } from '../../../api/patch/three-way-patch.ts';
import { typeOfObject } from '../../apply/type-of-object.ts';
import type { Flag, ParsedCommand } from '../../command.ts';
import type { KubectlContext } from '../../context.ts';
import type { KubectlIo } from '../../io.ts';
import type { JsonObject } from '../../json.ts';
import { ErrorList, KubectlError } from '../../kubectl-error.ts';
import { type ResourceInfo, refreshInfo } from '../../resource-info.ts';
import { sendPatch } from '../patch-info.ts';
import { resultPrinter } from '../result-printer.ts';
import { fieldManagerFlag, filenameFlags, printFlags, selectorFlag, writeQuery } from '../write-flags.ts';
import { groupResource, rolloutObjects } from './rollout-infos.ts';

export const changeFlags: readonly Flag[] = [
  fieldManagerFlag('kubectl-rollout'),
  ...filenameFlags,
  selectorFlag,
  ...printFlags,
];

/** Changes a field of each object and says so; the loop that restart, pause and resume share. */
export async function changeRollouts(
  command: ParsedCommand,
  operation: string,
  change: (object: JsonObject, info: ResourceInfo) => JsonObject,
  unchanged: (info: ResourceInfo) => string | KubectlError,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  const { flags } = command;
  const found = await rolloutObjects(command, context, io);
  const printer = resultPrinter(flags, 'none', io);
  const errors: unknown[] = [];
  const infos: ResourceInfo[] = [];
  try {
    await found.visit(async (info) => {
      infos.push(info);
    });
  } catch (error) {
    errors.push(error);
  }
  if (infos.length === 0 && errors.length === 0) {
    await io.stderr.write(`No resources found in ${context.namespace} namespace.\n`);
    return;
  }
  for (const info of infos) {
    const before = info.object ?? {};
    let after: JsonObject;
    try {
      after = change(before, info);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      errors.push(new KubectlError(`error: ${groupResource(info)} "${info.name}" ${why}`));
      continue;
    }
    const patch = createTwoWayPatch({ ...before }, { ...after }, typeOfObject(before));
    if (Object.keys(patch).length === 0) {
      const outcome = unchanged(info);
      if (typeof outcome === 'string') await printer.print(before, outcome);
      else errors.push(outcome);
      continue;
    }
    try {
      refreshInfo(info, await sendPatch(info, 'strategic', patch, writeQuery(flags), context));
      await printer.print(info.object ?? {}, operation);
    } catch (error) {
      errors.push(new KubectlError(`failed to patch: ${error instanceof Error ? error.message : String(error)}`));
    }
  }
  if (errors.length > 0) throw new ErrorList(errors);
}

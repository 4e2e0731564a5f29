import { createTwoWayPatch } from '../../../api/patch/three-way-patch.ts';
import { typeOfObject } from '../../apply/type-of-object.ts';
import type { ParsedCommand } from '../../command.ts';
import type { KubectlContext } from '../../context.ts';
import type { KubectlIo } from '../../io.ts';
import type { JsonObject } from '../../json.ts';
import { ErrorList, KubectlError } from '../../kubectl-error.ts';
import type { ResourceInfo } from '../../resource-info.ts';
import { recorded } from '../change-cause.ts';
import { sendPatch } from '../patch-info.ts';
import { resultPrinter } from '../result-printer.ts';
import { type DryRun, writeQuery } from '../write-flags.ts';

export interface ObjectChange {
  /** What comes after "failed to patch ". */
  readonly failure: string;
  readonly operation: string;
  /** Also sends what is equal to the object that is there, and reports it. */
  readonly sendsUnchanged?: boolean;
  /** Returns the new object, undefined for no change; throws or adds to `errors` what is wrong with this one. */
  change(object: JsonObject, info: ResourceInfo, errors: unknown[]): JsonObject | undefined;
}

/** Changes objects and sends what changed. Models kubectl/pkg/cmd/set CalculatePatches and its callers. */
export async function changeObjects(
  infos: readonly ResourceInfo[],
  { failure, operation, sendsUnchanged, change }: ObjectChange,
  dryRun: DryRun,
  command: ParsedCommand,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  const { flags } = command;
  const printer = resultPrinter(flags, dryRun, io);
  const errors: unknown[] = [];
  const changed: { info: ResourceInfo; after: JsonObject; patch: JsonObject }[] = [];
  for (const info of infos) {
    const before = info.object ?? {};
    try {
      const next = change(before, info, errors);
      if (next === undefined) continue;
      const after = recorded(next, command);
      changed.push({ info, after, patch: createTwoWayPatch({ ...before }, { ...after }, typeOfObject(before)) });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      errors.push(new KubectlError(`error: ${info.resource.plural}/${info.name} ${why}\n`));
    }
  }
  for (const { info, after, patch } of changed) {
    if (Object.keys(patch).length === 0 && sendsUnchanged !== true) continue;
    if (flags.bool('local') || dryRun === 'client') {
      await printer.print(after, operation);
      continue;
    }
    try {
      await printer.print(await sendPatch(info, 'strategic', patch, writeQuery(flags, dryRun), context), operation);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      errors.push(new KubectlError(`failed to patch ${failure}${why}`));
    }
  }
  if (errors.length > 0) throw new ErrorList(errors);
}

import { ApiError } from '../../api/api-error.ts';
import { goJson } from '../../api/go-json.ts';
import { jsonEqual } from '../../api/json-equal.ts';
import { createMergePatch } from '../../api/patch/merge-patch.ts';
import { createTwoWayPatch } from '../../api/patch/three-way-patch.ts';
import { withLastApplied } from '../apply/last-applied.ts';
import { typeOfObject } from '../apply/type-of-object.ts';
import type { KubectlCommand, ParsedCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import { type EditOutcome, editUntilDone } from '../edit/edit-until-done.ts';
import type { KubectlIo } from '../io.ts';
import { type JsonObject, readPath, readText, withoutPath } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { buildResources } from '../resource-builder.ts';
import { type ResourceInfo, refreshInfo } from '../resource-info.ts';
import { recorded } from './change-cause.ts';
import { sendPatch } from './patch-info.ts';
import { type ResultPrinter, resultPrinter } from './result-printer.ts';
import {
  builderFlags,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  saveConfigFlag,
  validateFlag,
  writeQuery,
} from './write-flags.ts';

/** Models kubectl/pkg/cmd/edit and kubectl/pkg/cmd/util/editor. */
export const editCommand: KubectlCommand = {
  name: 'edit',
  section: 'Basic Commands (Intermediate):',
  short: 'Edit a resource on the server',
  long: `Edit a resource from the default editor.

 The edit command allows you to directly edit any API resource you can retrieve via the command-line tools. It will open the editor defined by your KUBE_EDITOR, or EDITOR environment variables, or fall back to 'vi' for Linux or 'notepad' for Windows.

 In the event an error occurs while updating, a temporary file will be created on disk that contains your unapplied changes. The most common error when updating a resource is another editor changing the resource on the server. When this occurs, you will have to apply your changes to the newer version of the resource, or update your temporary saved copy to include the latest resource version.`,
  examples: `  # Edit the service named 'registry'
  kubectl edit svc/registry

  # Use an alternative editor
  KUBE_EDITOR="nano" kubectl edit svc/registry

  # Edit the deployment/mydeployment in YAML and save the modified config in its annotation
  kubectl edit deployment/mydeployment -o yaml --save-config`,
  usage: '(RESOURCE/NAME | -f FILENAME)',
  completes: 'resource-then-name',
  flags: [
    fieldManagerFlag('kubectl-edit'),
    ...filenameFlags,
    { name: 'output-patch', type: 'bool', help: 'Output the patch if the resource is edited.' },
    recordFlag,
    saveConfigFlag,
    {
      name: 'subresource',
      type: 'string',
      help: 'If specified, edit will operate on the subresource of the requested object. Must be one of [status].',
    },
    validateFlag,
    { name: 'windows-line-endings', type: 'bool', help: 'Defaults to the line ending native to your platform.' },
    ...printFlags,
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    if (flags.bool('output-patch') && flags.string('output') !== '') {
      throw new KubectlError("the edit mode doesn't support output the patch");
    }
    const printer = resultPrinter(flags, 'none', io);
    const subresource = flags.string('subresource');
    const found = await buildResources(
      { ...builderFlags(flags), args, subresource, latest: true, continueOnError: true },
      context,
      io,
    );
    const infos = await found.infos();
    if (infos.length === 0) throw new KubectlError('edit cancelled, no objects found');
    const objects = infos.map((info) => info.object ?? {});
    await editUntilDone(objects, flags, io, (object, outcome) =>
      sendEdited(object, infos, outcome, command, printer, context, io),
    );
    return 0;
  },
};

/** Models kubectl/pkg/cmd/util/editor visitToPatch for one object. */
async function sendEdited(
  object: JsonObject,
  infos: readonly ResourceInfo[],
  outcome: EditOutcome,
  command: ParsedCommand,
  printer: ResultPrinter,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  const { flags } = command;
  const uid = readText(object, 'metadata', 'uid');
  const info = infos.find((one) => readText(one.object, 'metadata', 'uid') === uid);
  if (info === undefined) throw new KubectlError('no original object found for the edited one: its uid was changed');
  const original = withoutPath(info.object ?? {}, ['metadata', 'managedFields']);
  const edited = recorded(flags.bool('save-config') ? withLastApplied(object) : object, command);
  if (jsonEqual(original, edited)) {
    await printer.print(edited, 'skipped');
    return;
  }
  const changed = (...path: readonly string[]): boolean =>
    !jsonEqual(readPath(original, ...path), readPath(edited, ...path));
  if (changed('apiVersion') || changed('kind') || changed('metadata', 'name')) {
    throw new KubectlError('At least one of apiVersion, kind and name was changed');
  }
  const type = typeOfObject(original);
  const patch =
    type === undefined
      ? createMergePatch({ ...original }, { ...edited })
      : createTwoWayPatch({ ...original }, { ...edited }, type);
  if (flags.bool('output-patch')) await io.stdout.write(`Patch: ${goJson(patch)}\n`);
  try {
    const subresource = flags.string('subresource');
    const target = subresource === '' ? info : { ...info, subresource };
    refreshInfo(
      info,
      await sendPatch(target, type === undefined ? 'merge' : 'strategic', patch, writeQuery(flags), context),
    );
  } catch (error) {
    await io.stderr.write(`${refusal(error, info, outcome)}\n`);
    return;
  }
  await printer.print(info.object ?? {}, 'edited');
}

/** Models kubectl/pkg/cmd/util/editor editResults.addError. */
function refusal(error: unknown, info: ResourceInfo, outcome: EditOutcome): string {
  const { plural, group } = info.resource;
  const subject = `${group === '' ? plural : `${plural}.${group}`} "${info.name}"`;
  if (error instanceof ApiError && error.reason === 'Invalid') {
    const causes = error.status.details?.causes ?? [];
    outcome.reasons.push({
      head: `${subject} was not valid`,
      others: causes.map(({ field, message }) => `${field ?? ''}: ${message ?? ''}`),
    });
    return `error: ${subject} is invalid`;
  }
  if (error instanceof ApiError && error.reason === 'NotFound') {
    outcome.notFound++;
    return `error: ${subject} could not be found on the server`;
  }
  outcome.retryable++;
  return `error: ${subject} could not be patched: ${error instanceof Error ? error.message : String(error)}`;
}

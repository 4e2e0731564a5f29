import { ApiError } from '../../api/api-error.ts';
import { warnIfDeleting } from '../apply/warn-if-deleting.ts';
import type { KubectlCommand, ParsedCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import { makeDiffDirectories } from '../diff/diff-directories.ts';
import { runDiffProgram } from '../diff/diff-program.ts';
import { type MergeRequest, mergedObject } from '../diff/merged-object.ts';
import type { KubectlIo } from '../io.ts';
import type { JsonObject } from '../json.ts';
import { klogLine } from '../klog-line.ts';
import { KubectlError, notSimulated, usageError } from '../kubectl-error.ts';
import { isNotFound } from '../make-context.ts';
import { reportError } from '../report-error.ts';
import { buildResources } from '../resource-builder.ts';
import { fetchInfo, type ResourceInfo } from '../resource-info.ts';
import { builderFlags, fieldManagerFlag, filenameFlags, requireFiles, selectorFlag } from './write-flags.ts';

/** Models kubectl/pkg/cmd/diff. */
export const diffCommand: KubectlCommand = {
  name: 'diff',
  section: 'Advanced Commands:',
  short: 'Diff the live version against a would-be applied version',
  long: `Diff configurations specified by file name or stdin between the current online configuration, and the configuration as it would be if applied.

 The output is always YAML.

 KUBECTL_EXTERNAL_DIFF environment variable can be used to select your own diff command. Users can use external commands with params too, example: KUBECTL_EXTERNAL_DIFF="colordiff -N -u"

 By default, the "diff" command available in your path will be run with the "-u" (unified diff) and "-N" (treat absent files as empty) options.

 Exit status: 0 No differences were found. 1 Differences were found. >1 Kubectl or diff failed with an error.`,
  examples: `  # Diff resources included in pod.json
  kubectl diff -f pod.json

  # Diff file read from stdin
  cat service.yaml | kubectl diff -f -`,
  usage: '-f FILENAME',
  completes: 'files',
  flags: [
    { name: 'concurrency', type: 'int', default: '1', help: 'Number of objects to process in parallel.' },
    fieldManagerFlag('kubectl-client-side-apply'),
    ...filenameFlags,
    {
      name: 'force-conflicts',
      type: 'bool',
      help: 'If true, server-side apply will force the changes against conflicts.',
    },
    { name: 'prune', type: 'bool', help: 'Include resources that would be deleted by pruning.' },
    {
      name: 'prune-allowlist',
      type: 'stringArray',
      help: 'Overwrite the default allowlist with <group/version/kind> for --prune',
    },
    selectorFlag,
    { name: 'server-side', type: 'bool', help: 'If true, apply runs in the server instead of the client.' },
    { name: 'show-managed-fields', type: 'bool', help: 'If true, include managed fields in the diff.' },
  ],
  async run(command, context, io) {
    try {
      return await diff(command, context, io);
    } catch (error) {
      if (io.signal.aborted) throw error;
      // Status 1 means that there are differences, so a failure counts one more. Models cmdutil.CheckDiffErr.
      const { text, exitCode } = reportError(error);
      await io.stderr.write(text);
      return exitCode + 1;
    }
  },
};

async function diff(command: ParsedCommand, context: KubectlContext, io: KubectlIo): Promise<number> {
  const { args, flags } = command;
  if (args.length > 0) throw usageError(command, `Unexpected args: [${args.join(' ')}]`);
  requireFiles(flags);
  const serverSide = flags.bool('server-side');
  const forceConflicts = flags.bool('force-conflicts');
  if (forceConflicts && !serverSide) throw new KubectlError('--force-conflicts only works with --server-side');
  if (flags.bool('prune')) throw notSimulated('diff --prune');
  const given = flags.string('field-manager');
  const fieldManager = serverSide && !flags.changed('field-manager') ? 'kubectl' : given;
  const directories = makeDiffDirectories(flags.bool('show-managed-fields'), io);
  try {
    const found = await buildResources(builderFlags(flags), context, io);
    await found.visit(async (info) => {
      const request = { fieldManager, serverSide, forceConflicts };
      const { live, merged } = await liveAndMerged(info, request, context, io);
      directories.add(info, live, merged);
      if (live !== undefined) await warnIfDeleting(live, io);
    });
    return await runDiffProgram(directories.live, directories.merged, io);
  } finally {
    directories.remove();
  }
}

/** So often an object is looked at that somebody else changes, or whose fields belong to others. */
const MOST_ATTEMPTS = 4;

async function liveAndMerged(
  info: ResourceInfo,
  request: MergeRequest,
  context: KubectlContext,
  io: KubectlIo,
): Promise<{ readonly live: JsonObject | undefined; readonly merged: JsonObject }> {
  const wanted = info.object ?? {};
  for (let attempt = 1; ; attempt++) {
    const live = await liveObject(info, context);
    if (attempt === MOST_ATTEMPTS) {
      const { group, version, kind } = info.resource;
      const text = `Object (${group}/${version}, Kind=${kind}: ${info.name}) keeps changing, diffing without lock`;
      await io.stderr.write(klogLine('W', io.clock.now(), 'diff.go:723', text));
    }
    try {
      return { live, merged: await mergedObject(info, wanted, live, request, context, io) };
    } catch (error) {
      const isConflict = error instanceof ApiError && error.reason === 'Conflict';
      if (!isConflict || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

async function liveObject(info: ResourceInfo, context: KubectlContext): Promise<JsonObject | undefined> {
  try {
    return await fetchInfo(info, context);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

import type { KubectlCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { ErrorList, KubectlError, throwAll } from '../kubectl-error.ts';
import { isNotFound } from '../make-context.ts';
import { type BuilderOptions, buildResources } from '../resource-builder.ts';
import type { ResourceInfo } from '../resource-info.ts';
import { cascadeOf, deleteFlags } from './delete-flags.ts';
import { deleteInfo, kindText, waitUntilGone } from './delete-infos.ts';
import { checkRawFlags, sendRaw } from './raw-request.ts';
import { builderFlags, dryRunFlag, dryRunOf, fieldSelectorFlag, filenameFlags, selectorFlag } from './write-flags.ts';

/** Models kubectl/pkg/cmd/delete. */
export const deleteCommand: KubectlCommand = {
  name: 'delete',
  knownAs: ['rm'],
  section: 'Basic Commands (Intermediate):',
  short: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  long: `Delete resources by file names, stdin, resources and names, or by resources and label selector.

 JSON and YAML formats are accepted. Only one type of argument may be specified: file names, resources and names, or resources and label selector.

 Some resources, such as pods, support graceful deletion. Because these resources often represent entities in the cluster, deletion may not be acknowledged immediately. If the node hosting a pod is down or cannot reach the API server, termination may take significantly longer than the grace period. To force delete a resource, you must specify the --force flag.

 IMPORTANT: Force deleting pods does not wait for confirmation that the pod's processes have been terminated.`,
  examples: `  # Delete a pod using the type and name specified in pod.json
  kubectl delete -f ./pod.json

  # Delete pods and services with same names "baz" and "foo"
  kubectl delete pod,service baz foo

  # Delete pods and services with label name=myLabel
  kubectl delete pods,services -l name=myLabel

  # Delete a pod with minimal delay
  kubectl delete pod foo --now

  # Force delete a pod on a dead node
  kubectl delete pod foo --force

  # Delete all pods
  kubectl delete pods --all`,
  usage: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
  completes: 'resource-then-name',
  flags: [
    { name: 'all', type: 'bool', help: 'Delete all resources, in the namespace of the specified resource types.' },
    {
      name: 'all-namespaces',
      shorthand: 'A',
      type: 'bool',
      help: 'If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.',
    },
    dryRunFlag,
    fieldSelectorFlag,
    ...filenameFlags,
    {
      name: 'ignore-not-found',
      type: 'bool',
      help: 'Treat "resource not found" as a successful delete. Defaults to "true" when --all is specified.',
    },
    { name: 'interactive', shorthand: 'i', type: 'bool', help: 'If true, delete resource only when user confirms.' },
    {
      name: 'now',
      type: 'bool',
      help: 'If true, resources are signaled for immediate shutdown (same as --grace-period=1).',
    },
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      help: 'Output mode. Use "-o name" for shorter output (resource/name).',
      values: ['name'],
    },
    {
      name: 'raw',
      type: 'string',
      help: 'Raw URI to DELETE to the server.  Uses the transport specified by the kubeconfig file.',
    },
    selectorFlag,
    ...deleteFlags,
  ],
  async run({ args, flags }, context, io) {
    if (flags.bool('all') && flags.string('selector') !== '') {
      throw new KubectlError("setting 'all' parameter but found a non empty selector. ");
    }
    const propagation = await cascadeOf(flags.string('cascade'), io);
    const bulk = flags.bool('all') || flags.string('selector') !== '' || flags.string('field-selector') !== '';
    const ignoreNotFound = flags.changed('ignore-not-found') || !bulk ? flags.bool('ignore-not-found') : true;
    let gracePeriodSeconds = flags.int('grace-period');
    const force = flags.bool('force');
    if (flags.bool('now')) {
      if (gracePeriodSeconds !== -1) throw new KubectlError('--now and --grace-period cannot be specified together');
      gracePeriodSeconds = 1;
    }
    if (gracePeriodSeconds === 0 && !force) gracePeriodSeconds = 1;
    if (force && gracePeriodSeconds < 0) gracePeriodSeconds = 0;
    const dryRun = dryRunOf(flags);
    if (flags.string('raw') !== '') {
      if (flags.bool('interactive')) throw new KubectlError('--interactive can not be used with --raw');
      checkRawFlags(flags, false);
      return sendRaw('DELETE', flags.string('raw'), flags.list('filename')[0], context, io);
    }
    const options: BuilderOptions = { ...builderFlags(flags), args, requireObject: false, continueOnError: true };
    const output = flags.string('output');
    const found = await buildResources(options, context, io);
    if (output !== '' && output !== 'name') {
      throw new KubectlError(`unexpected -o output mode: ${output}. We only support '-o name'`);
    }
    if (force && gracePeriodSeconds === 0) {
      await warn(
        'Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
        io,
      );
    } else if (force && gracePeriodSeconds > 0) {
      throw new KubectlError('--force and --grace-period greater than 0 cannot be specified together');
    }

    const tolerant = (work: Promise<void>): Promise<void> => (ignoreNotFound ? withoutNotFound(work) : work);
    let confirmed: ReadonlySet<string> | undefined;
    if (flags.bool('interactive')) {
      const answer = await confirm(options, context, io, tolerant);
      if (answer === undefined) return 0;
      confirmed = answer;
    }
    let warnsOfScope = context.namespaceGiven && !flags.bool('all-namespaces');
    const deleted: { info: ResourceInfo; uid: string }[] = [];
    let count = 0;
    await tolerant(
      found.visit(async (info) => {
        if (confirmed !== undefined && !confirmed.has(place(info))) return;
        count++;
        if (warnsOfScope && !info.resource.namespaced) {
          warnsOfScope = false;
          await warn('deleting cluster-scoped resources, not scoped to the provided namespace', io);
        }
        const entry = { info, uid: '' };
        deleted.push(entry);
        entry.uid = await deleteInfo(info, { propagation, gracePeriodSeconds, dryRun, output }, context, io);
      }),
    );
    if (count === 0) {
      await io.stdout.write('No resources found\n');
      return 0;
    }
    if (flags.bool('wait') && dryRun === 'none') await waitUntilGone(deleted, flags.duration('timeout'), context, io);
    return 0;
  },
};

async function warn(text: string, io: KubectlIo): Promise<void> {
  await io.stderr.write(`Warning: ${text}\n`);
}

function place(info: ResourceInfo): string {
  return `${info.resource.plural}.${info.resource.group}/${info.namespace}/${info.name}`;
}

/** Drops NotFound failures. Models resource.Result IgnoreErrors. */
async function withoutNotFound(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throwAll((error instanceof ErrorList ? error.errors : [error]).filter((one) => !isNotFound(one)));
  }
}

async function confirm(
  options: BuilderOptions,
  context: KubectlContext,
  io: KubectlIo,
  tolerant: (work: Promise<void>) => Promise<void>,
): Promise<ReadonlySet<string> | undefined> {
  const infos: ResourceInfo[] = [];
  const preview = await buildResources(options, context, io);
  await tolerant(
    preview.visit(async (info) => {
      infos.push(info);
    }),
  );
  if (infos.length === 0) {
    await io.stdout.write('No resources found\n');
    return undefined;
  }
  await io.stdout.write(`You are about to delete the following ${infos.length} resource(s):\n`);
  for (const info of infos) await io.stdout.write(`${kindText(info)}/${info.name}\n`);
  await io.stdout.write('Do you want to continue? (y/n): ');
  const answer = (await io.readStdinLine())?.trim().split(/\s+/)[0] ?? '';
  if (answer.toLowerCase() === 'y') return new Set(infos.map(place));
  await io.stdout.write('deletion is cancelled\n');
  return undefined;
}

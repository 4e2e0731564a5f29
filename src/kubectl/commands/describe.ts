import type { KubectlCommand, ParsedCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import { describers } from '../describe/describers.ts';
import { describeGeneric } from '../describe/generic.ts';
import type { KubectlIo } from '../io.ts';
import { ErrorList, KubectlError, throwAll } from '../kubectl-error.ts';
import { listingInChunks } from '../list-in-chunks.ts';
import { isNotFound } from '../make-context.ts';
import { buildResources } from '../resource-builder.ts';
import type { ResourceInfo } from '../resource-info.ts';
import { allNamespacesFlag, chunkSizeFlag } from './get/get-flags.ts';
import { builderFlags, filenameFlags, selectorFlag } from './write-flags.ts';

/** Models kubectl/pkg/cmd/describe. */
export const describeCommand: KubectlCommand = {
  name: 'describe',
  section: 'Troubleshooting and Debugging Commands',
  short: 'Show details of a specific resource or group of resources',
  long: `Show details of a specific resource or group of resources.

 What belongs together is shown together: an object, its pods, and the events about it. A name that fits no object is taken as the beginning of names.

Use "kubectl api-resources" for a complete list of supported resources.`,
  examples: `# Describe a node
kubectl describe nodes node01

# Describe a pod
kubectl describe pods/nginx

# Describe pods by label
kubectl describe pods -l name=myLabel

# Describe a DaemonSet
kubectl describe ds web`,
  usage: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  flags: [
    allNamespacesFlag,
    chunkSizeFlag,
    ...filenameFlags,
    selectorFlag,
    {
      name: 'show-events',
      type: 'bool',
      default: 'true',
      help: 'If true, display events related to the described object.',
    },
  ],
  completes: 'resource-then-name',
  async run(command, context, io) {
    const { args, flags } = command;
    if (args.length === 0 && flags.list('filename').length === 0 && flags.string('kustomize') === '') {
      throw new KubectlError(
        'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    }
    const options = {
      ...builderFlags(flags),
      args,
      latest: true,
      allowEmptySelector: true,
      continueOnError: true,
      chunkSize: flags.int('chunk-size'),
    };
    const found = await buildResources(options, context, io);
    const infos: ResourceInfo[] = [];
    const errors: unknown[] = [];
    try {
      await found.visit(async (info) => {
        infos.push(info);
      });
    } catch (error) {
      if (isNotFound(error) && args.length === 2) return describeByPrefix(error, command, context, io);
      errors.push(...(error instanceof ErrorList ? error.errors : [error]));
    }
    for (const [at, info] of infos.entries()) {
      const text = await describeInfo(info, command, context, io);
      await io.stdout.write(at === 0 ? text : `\n\n${text}`);
    }
    if (infos.length === 0 && errors.length === 0) {
      await io.stderr.write(
        flags.bool('all-namespaces')
          ? 'No resources found\n'
          : `No resources found in ${context.namespace} namespace.\n`,
      );
    }
    throwAll(errors);
    return 0;
  },
};

async function describeByPrefix(
  notFound: unknown,
  command: ParsedCommand,
  context: KubectlContext,
  io: KubectlIo,
): Promise<number> {
  const [type = '', prefix = ''] = command.args;
  const found = await buildResources({ args: [type], allowEmptySelector: true, singleResourceType: true }, context, io);
  const infos = (await found.infos()).filter((info) => info.name.startsWith(prefix));
  if (infos.length === 0) throw notFound;
  for (const info of infos) await io.stdout.write(`${await describeInfo(info, command, context, io)}\n`);
  return 0;
}

async function describeInfo(
  info: ResourceInfo,
  command: ParsedCommand,
  context: KubectlContext,
  io: KubectlIo,
): Promise<string> {
  const describer = describers.find((one) => one.kind === info.resource.kind && one.group === info.resource.group);
  const paged = listingInChunks(context, command.flags.int('chunk-size'));
  const request = { info, context: paged, now: io.clock.now(), showEvents: command.flags.bool('show-events') };
  return describer === undefined ? describeGeneric(request) : describer.describe(request);
}

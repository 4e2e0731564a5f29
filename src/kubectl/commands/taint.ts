import type { KubectlCommand } from '../command.ts';
import { type JsonObject, readList, withPath } from '../json.ts';
import { KubectlError, throwAll, usageError } from '../kubectl-error.ts';
import { buildResources } from '../resource-builder.ts';
import { existingTaints, parseTaints, reorganizeTaints, type StoredTaint } from '../taint/taints.ts';
import { sendDifference } from './patch-info.ts';
import { resultPrinter } from './result-printer.ts';
import {
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  printFlags,
  selectorFlag,
  validateFlag,
  writeQuery,
} from './write-flags.ts';

/** Models kubectl/pkg/cmd/taint. */
export const taintCommand: KubectlCommand = {
  name: 'taint',
  section: 'Cluster Management Commands:',
  short: 'Update the taints on one or more nodes',
  long: `Update the taints on one or more nodes.

  *  A taint consists of a key, value, and effect. As an argument here, it is expressed as key=value:effect.
  *  The key must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 253 characters.
  *  Optionally, the key can begin with a DNS subdomain prefix and a single '/', like example.com/my-app.
  *  The value is optional. If given, it must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters.
  *  The effect must be NoSchedule, PreferNoSchedule or NoExecute.
  *  Currently taint can only apply to node.`,
  examples: `  # Update node 'foo' with a taint with key 'dedicated' and value 'special-user' and effect 'NoSchedule'
  # If a taint with that key and effect already exists, its value is replaced as specified
  kubectl taint nodes foo dedicated=special-user:NoSchedule

  # Remove from node 'foo' the taint with key 'dedicated' and effect 'NoSchedule' if one exists
  kubectl taint nodes foo dedicated:NoSchedule-

  # Remove from node 'foo' all the taints with key 'dedicated'
  kubectl taint nodes foo dedicated-

  # Add a taint with key 'dedicated' on nodes having label myLabel=X
  kubectl taint node -l myLabel=X  dedicated=foo:PreferNoSchedule

  # Add to node 'foo' a taint with key 'bar' and no value
  kubectl taint nodes foo bar:NoSchedule`,
  usage: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  completes: 'resource-then-name',
  flags: [
    { name: 'all', type: 'bool', help: 'Select all nodes in the cluster' },
    dryRunFlag,
    fieldManagerFlag('kubectl-taint'),
    {
      name: 'overwrite',
      type: 'bool',
      help: 'If true, allow taints to be overwritten, otherwise reject taint updates that overwrite existing taints.',
    },
    selectorFlag,
    validateFlag,
    ...printFlags,
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    const dryRun = dryRunOf(flags);
    const query = writeQuery(flags, dryRun);
    const { resources, specs } = splitArgs(args);
    if (resources.length === 0) throw new KubectlError('one or more resources must be specified as <resource> <name>');
    if (specs.length === 0) throw new KubectlError('at least one taint update is required');
    const taints = parseTaints(specs);
    if (taints.error !== undefined) throw usageError(command, taints.error);
    const selector = flags.string('selector');
    const all = flags.bool('all');

    const type = (resources[0] ?? '').toLowerCase();
    const resource = await context.resource(type);
    if (resource.kind !== 'Node')
      throw new KubectlError(`invalid resource type ${type}, only node types are supported`);
    const conflicts = taints.add.flatMap((add) =>
      taints.remove
        .filter(({ key, effect }) => key === add.key && (effect === '' || effect === add.effect))
        .map(({ key, effect }) => `${key}=${effect}`),
    );
    if (conflicts.length > 0) {
      throw new KubectlError(
        `can not both modify and remove the following taint(s) in the same command: ${conflicts.join(', ')}`,
      );
    }
    if (all && selector !== '')
      throw new KubectlError("setting 'all' parameter with a non empty selector is prohibited");
    if (!all && selector === '' && resources.length < 2) {
      throw new KubectlError("at least one resource name must be specified since 'all' parameter is not set");
    }
    const found = await buildResources(
      {
        args: all || selector !== '' ? ['node'] : ['node', ...resources.slice(1)],
        all,
        selector,
        continueOnError: true,
      },
      context,
      io,
    );
    // Kubernetes leaves out `(dry run)` here.
    const printer = resultPrinter(flags, 'none', io);
    const overwrite = flags.bool('overwrite');
    await found.visit(async (info) => {
      const before: JsonObject = info.object ?? {};
      const old = readList(before, 'spec', 'taints') as readonly StoredTaint[];
      const existing = overwrite ? '' : existingTaints(old, taints.add);
      if (existing !== '') {
        throw new KubectlError(
          `node ${info.name} already has ${existing} taint(s) with same effect(s) and --overwrite is false`,
        );
      }
      const change = reorganizeTaints(old, overwrite, taints.add, taints.remove);
      throwAll(change.errors.map((error) => new KubectlError(error)));
      const after = withPath(before, ['spec', 'taints'], change.taints.length === 0 ? undefined : change.taints);
      const answer = dryRun === 'client' ? after : await sendDifference(info, before, after, query, context);
      await printer.print(answer ?? after, change.operation);
    });
    return 0;
  },
};

function splitArgs(args: readonly string[]): {
  readonly resources: readonly string[];
  readonly specs: readonly string[];
} {
  const resources: string[] = [];
  const specs: string[] = [];
  for (const arg of args) {
    if (arg.includes('=') || arg.includes(':') || arg.endsWith('-')) specs.push(arg);
    else if (specs.length === 0) resources.push(arg);
    else throw new KubectlError(`all resources must be specified before taint changes: ${arg}`);
  }
  return { resources, specs };
}

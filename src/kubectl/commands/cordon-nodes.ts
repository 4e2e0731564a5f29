import { goQuote } from '../../api/go-quote.ts';
import { isSelectorError, parseLabelSelector } from '../../api/labels.ts';
import type { Flag, ParsedCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { readPath, withPath } from '../json.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { buildResources } from '../resource-builder.ts';
import type { ResourceInfo } from '../resource-info.ts';
import { sendPatch } from './patch-info.ts';
import { resourceName } from './result-printer.ts';
import { type DryRun, dryRunFlag, selectorFlag } from './write-flags.ts';

export const cordonFlags: readonly Flag[] = [dryRunFlag, selectorFlag];

/** The nodes that cordon, uncordon and drain work on. Models kubectl/pkg/cmd/drain DrainCmdOptions.Complete. */
export async function nodesOf(
  command: ParsedCommand,
  usage: string,
  context: KubectlContext,
  io: KubectlIo,
): Promise<readonly ResourceInfo[]> {
  const { args, flags } = command;
  const selector = flags.string('selector');
  if (args.length === 0 && !flags.changed('selector')) throw usageError(command, `USAGE: ${usage} [flags]`);
  if (args.length > 0 && selector !== '') {
    throw usageError(command, 'error: cannot specify both a node name and a --selector option');
  }
  if (flags.has('pod-selector') && flags.string('pod-selector') !== '') checkPodSelector(flags.string('pod-selector'));
  const names = args.map((name) => name.replace(/^(no|nodes?)\//, ''));
  const found = await buildResources({ args: ['nodes', ...names], selector }, context, io);
  return found.infos();
}

function checkPodSelector(text: string): void {
  const selector = parseLabelSelector(text);
  if (isSelectorError(selector)) throw new KubectlError('--pod-selector=<pod_selector> must be a valid label selector');
}

/** Models kubectl/pkg/cmd/drain RunCordonOrUncordon. */
export async function cordonNodes(
  nodes: readonly ResourceInfo[],
  desired: boolean,
  dryRun: DryRun,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  const verb = desired ? 'cordon' : 'uncordon';
  const suffix = { none: '', client: ' (dry run)', server: ' (server dry run)' }[dryRun];
  for (const info of nodes) {
    const node = info.object ?? {};
    const name = resourceName(node);
    if ((readPath(node, 'spec', 'unschedulable') === true) === desired) {
      await io.stdout.write(`${name} already ${verb}ed${suffix}\n`);
      continue;
    }
    if (dryRun !== 'client') {
      try {
        const query: Record<string, string> = dryRun === 'server' ? { dryRun: 'All' } : {};
        await sendPatch(info, 'strategic', { spec: { unschedulable: desired ? true : null } }, query, context);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        await io.stderr.write(`error: unable to ${verb} node ${goQuote(info.name)}: ${message}\n`);
        continue;
      }
    }
    info.object = withPath(node, ['spec', 'unschedulable'], desired ? true : undefined);
    await io.stdout.write(`${name} ${verb}ed${suffix}\n`);
  }
}

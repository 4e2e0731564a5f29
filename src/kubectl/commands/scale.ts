import { goQuote } from '../../api/go-quote.ts';
import type { Millis } from '../../sim/clock.ts';
import type { KubectlCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { readPath, readText } from '../json.ts';
import { ErrorList, KubectlError, throwAll } from '../kubectl-error.ts';
import { buildResources } from '../resource-builder.ts';
import type { ResourceInfo } from '../resource-info.ts';
import { requireFlag } from './create/require-flag.ts';
import { sendPatch } from './patch-info.ts';
import { resultPrinter } from './result-printer.ts';
import { sendRecord } from './send-record.ts';
import {
  allFlag,
  builderFlags,
  dryRunFlag,
  dryRunOf,
  filenameFlags,
  printFlags,
  recordFlag,
  selectorFlag,
} from './write-flags.ts';

/** Models kubectl/pkg/cmd/scale. */
export const scaleCommand: KubectlCommand = {
  name: 'scale',
  section: 'Deploy Commands:',
  short: 'Set a new size for a deployment, replica set, or replication controller',
  long: `Set a new size for a deployment, replica set, replication controller, or stateful set.

 Scale also allows users to specify one or more preconditions for the scale action.`,
  examples: `  # Scale a replica set named 'foo' to 3
  kubectl scale --replicas=3 rs/foo

  # If the deployment named mysql's current size is 2, scale mysql to 3
  kubectl scale --current-replicas=2 --replicas=3 deployment/mysql`,
  usage: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  completes: 'resource-then-name',
  flags: [
    allFlag,
    {
      name: 'current-replicas',
      type: 'int',
      default: '-1',
      help: 'Precondition for current size. Requires that the current size of the resource match this value in order to scale. -1 (default) for no condition.',
    },
    dryRunFlag,
    ...filenameFlags,
    recordFlag,
    { name: 'replicas', type: 'int', default: '0', help: 'The new desired number of replicas. Required.' },
    {
      name: 'resource-version',
      type: 'string',
      help: 'Precondition for resource version. Requires that the current resource version match this value in order to scale.',
    },
    selectorFlag,
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      help: "The length of time to wait before giving up on a scale operation, zero means don't wait. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h).",
    },
    ...printFlags,
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    requireFlag(flags, 'replicas');
    const dryRun = dryRunOf(flags);
    const printer = resultPrinter(flags, dryRun, io);
    const replicas = flags.int('replicas');
    const current = flags.int('current-replicas');
    if (replicas < 0) {
      throw new KubectlError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
    }
    if (current < -1) throw new KubectlError('The --current-replicas must specify an integer of -1 or greater');
    const timeoutMs = flags.duration('timeout');
    const found = await buildResources({ ...builderFlags(flags), args, continueOnError: true }, context, io);
    const infos: ResourceInfo[] = [];
    let failures: readonly unknown[] = [];
    try {
      await found.visit(async (info) => {
        infos.push(info);
      });
    } catch (error) {
      failures = error instanceof ErrorList ? error.errors : [error];
    }
    const version = flags.string('resource-version');
    if (version !== '' && infos.length > 1) {
      throw new KubectlError('cannot use --resource-version with multiple resources');
    }
    if (infos.length === 0) {
      const why = failures.map((error) => (error instanceof Error ? error.message : String(error))).join(', ');
      throw new KubectlError(`no objects passed to scale${why === '' ? '' : ` ${why}`}`);
    }
    for (const info of infos) {
      if (dryRun !== 'client') {
        if (current !== -1 || version !== '') await checkSize(info, current, version, context);
        const query: Record<string, string> = dryRun === 'server' ? { dryRun: 'All' } : {};
        await sendPatch({ ...info, subresource: 'scale' }, 'merge', { spec: { replicas } }, query, context);
        if (timeoutMs !== 0 && dryRun === 'none') await waitForSize(info, replicas, timeoutMs, context, io);
        await sendRecord(info, info.object ?? {}, command, context);
      }
      await printer.print(info.object ?? {}, 'scaled');
    }
    throwAll(failures);
    return 0;
  },
};

const POLL_MS: Millis = 1000;

/** Models kubectl/pkg/scale WaitForScaleHasDesiredReplicas. */
async function waitForSize(
  info: ResourceInfo,
  size: number,
  timeoutMs: Millis,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  const deadline = io.clock.now() + timeoutMs;
  for (;;) {
    const scale = await readScale(info, context);
    const wanted = readPath(scale, 'spec', 'replicas') ?? 0;
    // Somebody else has asked for another size since.
    if (wanted !== size || (readPath(scale, 'status', 'replicas') ?? 0) === size) return;
    const leftMs = deadline - io.clock.now();
    if (leftMs > 0) await io.clock.sleep(Math.min(POLL_MS, leftMs), io.signal);
    if (leftMs <= POLL_MS) throw new KubectlError(`timed out waiting for ${goQuote(info.name)} to be synced`);
  }
}

async function readScale(info: ResourceInfo, context: KubectlContext): Promise<unknown> {
  const { resource, namespace, name } = info;
  const { body } = await context.request({ method: 'GET', resource, namespace, name, subresource: 'scale' });
  return body;
}

/** Models kubectl/pkg/scale ScalePrecondition. */
async function checkSize(info: ResourceInfo, size: number, version: string, context: KubectlContext): Promise<void> {
  const body = await readScale(info, context);
  const found = readPath(body, 'spec', 'replicas') ?? 0;
  if (size !== -1 && found !== size) {
    throw new KubectlError(`Expected replicas to be ${size}, was ${String(found)}`);
  }
  const at = readText(body, 'metadata', 'resourceVersion');
  if (version !== '' && at !== version) {
    throw new KubectlError(`Expected resource version to be ${version}, was ${at}`);
  }
}

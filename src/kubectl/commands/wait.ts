import { goQuote } from '../../api/go-quote.ts';
import type { KubectlCommand, ParsedCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import type { JsonObject } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { isNotFound } from '../make-context.ts';
import { buildResources } from '../resource-builder.ts';
import { fetchInfo, type ResourceInfo } from '../resource-info.ts';
import { allNamespacesFlag } from './get/get-flags.ts';
import { resultPrinter } from './result-printer.ts';
import { parseWaitCondition, type WaitCondition } from './wait/wait-condition.ts';
import { watchUntil } from './watch-until.ts';
import {
  allFlag,
  builderFlags,
  fieldSelectorFlag,
  filenameFlags,
  localFlag,
  printFlags,
  selectorFlag,
} from './write-flags.ts';

const timedOut = 'timed out waiting for the condition';
/** `--timeout` below zero means a week. */
const weekMs = 7 * 24 * 3_600_000;

/** Models kubectl/pkg/cmd/wait. */
export const waitCommand: KubectlCommand = {
  name: 'wait',
  knownAs: ['list', 'ps'],
  section: 'Advanced Commands',
  short: 'Experimental: Wait for a specific condition on one or many resources',
  long: `Experimental: Wait for a specific condition on one or many resources.

 The command waits until the condition is seen in the status of every given resource, until the field has the value, or until the resource exists or is gone.`,
  examples: `# Wait for the pod "busybox1" to contain the status condition of type "Ready"
kubectl wait --for=condition=Ready pod/busybox1

# Wait for the pod "busybox1" to be in phase "Running"
kubectl wait --for=jsonpath='{.status.phase}'=Running pod/busybox1

# Wait for the pod "busybox1" to be deleted, with a timeout of 60s
kubectl wait --for=delete pod/busybox1 --timeout=60s`,
  usage:
    "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
  flags: [
    allFlag,
    allNamespacesFlag,
    fieldSelectorFlag,
    ...filenameFlags,
    {
      name: 'for',
      type: 'string',
      help: "The condition to wait on: [create|delete|condition=condition-name[=condition-value]|jsonpath='{JSONPath expression}'=[JSONPath value]].",
    },
    localFlag,
    ...printFlags,
    selectorFlag,
    {
      name: 'timeout',
      type: 'duration',
      default: '30s',
      help: "The length of time to wait before giving up.  Zero means check once and don't wait, negative means wait for a week.",
    },
  ],
  completes: 'resource-then-name',
  async run(command, context, io) {
    const { flags, args } = command;
    if (flags.bool('local') && flags.list('filename').length === 0 && flags.string('kustomize') === '') {
      throw new KubectlError(
        "you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'",
      );
    }
    const condition = parseWaitCondition(flags.string('for'));
    const given = flags.duration('timeout');
    const deadline = io.clock.now() + (given < 0 ? weekMs : given);
    const printer = resultPrinter(flags, 'none', io);
    const options = {
      ...builderFlags(flags),
      args,
      latest: true,
      requireObject: condition.kind !== 'delete',
      continueOnError: true,
    };
    if (condition.kind === 'create') await untilCreated(command, deadline, context, io);
    const found = await buildResources(options, context, io);
    let visited = 0;
    await found.visit(async (info) => {
      visited++;
      const object = await untilTrue(info, condition, deadline, given !== 0, context, io);
      if (object !== undefined) await printer.print(object, 'condition met');
    });
    if (visited === 0 && condition.kind !== 'delete') throw new KubectlError('no matching resources found');
    return 0;
  },
};

async function untilCreated(
  command: ParsedCommand,
  deadline: number,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  for (;;) {
    let count = 0;
    try {
      const found = await buildResources({ ...builderFlags(command.flags), args: command.args }, context, io);
      await found.visit(async () => {
        count++;
      });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    if (count > 0) return;
    if (io.clock.now() >= deadline) throw new KubectlError(timedOut);
    await io.clock.sleep(Math.min(500, deadline - io.clock.now()), io.signal);
  }
}

async function untilTrue(
  info: ResourceInfo,
  condition: WaitCondition,
  deadline: number,
  waits: boolean,
  context: KubectlContext,
  io: KubectlIo,
): Promise<JsonObject | undefined> {
  const where = `${info.resource.plural}/${info.name}`;
  const isGone = condition.kind === 'delete';
  let current: JsonObject | undefined;
  try {
    current = await fetchInfo(info, context);
  } catch (error) {
    if (isGone && isNotFound(error)) return undefined;
    throw error;
  }
  const holds = condition.kind === 'state' ? condition.holds : () => condition.kind === 'create';
  // The time is that of all objects together: once it is over, the others are not looked at any more.
  if (waits && io.clock.now() >= deadline) throw new KubectlError(`${timedOut} on ${where}`);
  if (holds(current)) return current;
  if (io.clock.now() >= deadline) throw new KubectlError(`condition not met for ${where}`);
  let deleted = false;
  let seen: JsonObject = current;
  const end = await watchUntil(
    info,
    deadline - io.clock.now(),
    context,
    io,
    async ({ type, object }) => {
      seen = object;
      deleted = type === 'DELETED';
      return deleted || holds(object);
    },
    async (there) => {
      deleted = !there;
      return deleted;
    },
  );
  if (end === 'timed out') throw new KubectlError(`${timedOut} on ${where}`);
  if (deleted && !isGone) throw new KubectlError(`${info.resource.plural} ${goQuote(info.name)} not found`);
  return seen;
}

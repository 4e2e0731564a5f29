import { goQuote } from '../api/go-quote.ts';
import type { KubectlCommand } from './command.ts';
import { dryRunAdvice } from './commands/write-flags.ts';
import { commands } from './commands.ts';
import { argumentsOf, commandFlags, findCommand } from './find-command.ts';
import { parseFlags } from './flags.ts';
import { clusterFlags } from './global-flags.ts';
import { commandHelp, rootHelp } from './help-text.ts';
import type { KubectlIo } from './io.ts';
import { klogLine } from './klog-line.ts';
import { KubectlError, PrintFailure } from './kubectl-error.ts';
import { makeContext } from './make-context.ts';
import { reportError } from './report-error.ts';
import { suggest } from './suggest.ts';

/** Models kubectl/pkg/cmd/profiling.go. */
const PROFILES = ['none', 'cpu', 'heap', 'goroutine', 'threadcreate', 'block', 'mutex'];

/** The exit status of a program that Ctrl-C ended. */
const interrupted = 130;

/** Runs one kubectl command line to its end and returns its exit status. */
export async function runKubectl(io: KubectlIo): Promise<number> {
  try {
    return await dispatch(io);
  } catch (error) {
    if (io.signal.aborted) return interrupted;
    if (error instanceof PrintFailure) await io.stdout.write(error.output);
    const report = reportError(error);
    if (report.text !== '') await io.stderr.write(report.text);
    return report.exitCode;
  }
}

async function dispatch(io: KubectlIo): Promise<number> {
  const words = io.args[0] === 'help' ? [...io.args.slice(1), '--help'] : io.args;
  const found = findCommand(commands, words);
  const command = found.chain.at(-1);
  const path = ['kubectl', ...found.chain.map((one) => one.name)].join(' ');
  const flags = commandFlags(command);

  const unknown = command === undefined ? argumentsOf(found.words, flags)[0] : undefined;
  if (unknown !== undefined) return refuseUnknownCommand(unknown, io);

  const parsed = parseFlags(found.words, flags);
  if ('error' in parsed) {
    // The flags that choose the cluster are looked at once more before kubectl's own words are in place.
    const head = parsed.needsArgument !== undefined && clusterFlags.has(parsed.needsArgument.name) ? 'Error' : 'error';
    await io.stderr.write(`${head}: ${parsed.error}\nSee '${path} --help' for usage.\n`);
    return 1;
  }
  if (command === undefined) {
    await io.stdout.write(rootHelp(commands));
    return 0;
  }
  for (const [flag] of parsed.flags.given()) {
    if (flag.deprecated === undefined) continue;
    await io.stderr.write(`Flag --${flag.name} has been deprecated, ${flag.deprecated}\n`);
  }
  if (parsed.flags.bool('help')) {
    await io.stdout.write(commandHelp(path, command));
    return 0;
  }
  const profile = parsed.flags.string('profile');
  if (!PROFILES.includes(profile)) throw new KubectlError(`unknown profile '${profile}'`);
  if (command.run === undefined) return runGroup(command, path, parsed.args, io);
  const advice = dryRunAdvice(parsed.flags);
  if (advice !== undefined) await io.stderr.write(klogLine('W', io.clock.now(), advice.place, advice.text));
  const context = makeContext(parsed.flags, io);
  return command.run({ path, ...parsed }, context, io);
}

async function refuseUnknownCommand(name: string, io: KubectlIo): Promise<number> {
  const near = suggest(name, commands);
  const hint = near.length === 0 ? '' : `\nDid you mean this?\n${near.map((one) => `\t${one}\n`).join('')}`;
  await io.stderr.write(`error: unknown command ${goQuote(name)} for "kubectl"\n${hint}`);
  return 1;
}

/** A group of commands named without one of them. Models cmdutil.DefaultSubCommandRun. */
async function runGroup(
  command: KubectlCommand,
  path: string,
  args: readonly string[],
  io: KubectlIo,
): Promise<number> {
  if (args.length > 0) {
    await io.stderr.write(
      `error: unknown command ${goQuote(args.join(' '))}\nSee '${path} -h' for help and examples\n`,
    );
    return 1;
  }
  await (command.helpOnStdout === true ? io.stdout : io.stderr).write(commandHelp(path, command));
  return 1;
}

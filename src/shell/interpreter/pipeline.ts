import type { CommandNode, PipelineNode } from 'unbash';
import { Input } from '../streams/input.ts';
import { OpenFile, setDescriptor } from '../streams/open-file.ts';
import { createPipe } from '../streams/pipe.ts';
import { inForeground } from './foreground-job.ts';
import type { Process } from './process.ts';
import { runCommand } from './run-command.ts';
import type { ShellState } from './shell-state.ts';
import { startSubshell } from './subshell.ts';
import { withoutErrexit } from './without-errexit.ts';

/** Runs commands side by side, joined by pipes; honours `!`, `time` and `pipefail`. */
export async function runPipeline(state: ShellState, node: PipelineNode): Promise<number> {
  if (node.type !== 'Pipeline') {
    const status = await runCommand(state, node);
    state.pipeStatuses = [status];
    return status;
  }
  const negations = node.prefixes.filter((prefix) => prefix.type === 'Negation').length;
  const timed = node.prefixes.some((prefix) => prefix.type === 'Time');
  const started = state.host.clock.now();
  const run = () => runJoined(state, node.commands, node.operators);
  const status = negations > 0 ? await withoutErrexit(state, run) : await run();
  if (timed) await reportTime(state, state.host.clock.now() - started);
  return negations % 2 === 0 ? status : status === 0 ? 1 : 0;
}

async function runJoined(
  state: ShellState,
  commands: readonly CommandNode[],
  operators: readonly string[],
): Promise<number> {
  if (commands.length === 0) return 0;
  if (commands.length === 1) {
    const status = await runCommand(state, commands[0]!);
    state.pipeStatuses = [status];
    return status;
  }
  const running: Promise<number>[] = [];
  const processes: Process[] = [];
  let input: OpenFile | undefined;
  try {
    for (const [index, command] of commands.entries()) {
      const from = input;
      let to: OpenFile | undefined;
      input = undefined;
      if (index < commands.length - 1) {
        const pipe = createPipe();
        to = new OpenFile({ output: { write: pipe.write, isTerminal: false }, close: pipe.closeWriter });
        input = new OpenFile({ input: new Input(pipe.source), close: pipe.closeReader });
      }
      const both = operators[index] === '|&';
      const { done, inner: copy } = startSubshell(state, {
        prepare: (inner) => {
          if (from !== undefined) setDescriptor(inner.descriptors, 0, from);
          if (to !== undefined) setDescriptor(inner.descriptors, 1, to);
          if (to !== undefined && both) setDescriptor(inner.descriptors, 2, to.retain());
        },
        run: (inner) => runCommand(inner, command),
      });
      running.push(done);
      processes.push(copy.process);
    }
  } catch (error) {
    input?.release();
    throw error;
  }
  const text = () => state.source.slice(commands[0]!.pos, commands.at(-1)!.end);
  const done = Promise.all(running).then((statuses) => {
    state.pipeStatuses = statuses;
    if (state.options.has('pipefail')) return statuses.findLast((status) => status !== 0) ?? 0;
    return statuses.at(-1) ?? 0;
  });
  return inForeground(state, processes, text, done);
}

/** Unlike bash, user and system time are always 0: programs take no virtual time to compute. */
async function reportTime(state: ShellState, elapsedMs: number): Promise<void> {
  const minutes = Math.floor(elapsedMs / 60_000);
  const seconds = ((elapsedMs % 60_000) / 1000).toFixed(3);
  const text = `\nreal\t${minutes}m${seconds}s\nuser\t0m0.000s\nsys\t0m0.000s\n`;
  await state.descriptors.get(2)?.output?.write(text, state.process.signal);
}

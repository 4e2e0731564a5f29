import type { Statement } from 'unbash';
import { Input, textSource } from '../streams/input.ts';
import { OpenFile, setDescriptor } from '../streams/open-file.ts';
import { runAndOr } from './and-or.ts';
import type { ShellState } from './shell-state.ts';
import { startSubshell } from './subshell.ts';

/** Starts `command &`. */
export async function runBackground(state: ShellState, statement: Statement): Promise<number> {
  const text = state.source.slice(statement.pos, statement.end).replace(/\s*&\s*$/, '');
  const { inner, done } = startSubshell(state, {
    background: true,
    prepare: (copy) => {
      // Without job control of a terminal a background command reads nothing.
      setDescriptor(copy.descriptors, 0, new OpenFile({ input: new Input(textSource(() => '')) }));
    },
    run: (copy) => runAndOr(copy, statement.command),
  });
  const job = state.jobs.add(inner.process, text, done);
  state.lastBackground = job.pid;
  if (state.interactive) {
    await state.descriptors.get(2)?.output?.write(`[${job.id}] ${job.pid}\n`);
  }
  return 0;
}

import type { ProcessSubstitutionPart } from 'unbash';
import type { ShellState } from '../interpreter/shell-state.ts';
import { runSubshell } from '../interpreter/subshell.ts';
import { createCollector } from '../streams/collect.ts';
import { Input, textSource } from '../streams/input.ts';
import { OpenFile, setDescriptor } from '../streams/open-file.ts';

/** Work to do when the command has ended: feeding `>( )` and removing the files. */
const cleanups = new WeakMap<ShellState, (() => Promise<void>)[]>();

/**
 * Gives the path that stands for `<( )` or `>( )` as an argument. Unlike bash the whole text goes through a file,
 * since programs read files at once; redirections from `<( )` do stream.
 */
export async function substituteProcess(state: ShellState, part: ProcessSubstitutionPart): Promise<string> {
  const { files } = state.host;
  const { script } = part;
  files.makeDirectory('/dev/fd', { parents: true });
  let number = 63;
  while (files.kind(`/dev/fd/${number}`) !== undefined) number--;
  const path = `/dev/fd/${number}`;
  files.write(path, '');
  const later = cleanups.get(state) ?? [];
  cleanups.set(state, later);
  const commands = script?.commands ?? [];
  if (part.operator === '<') {
    const collector = createCollector();
    const status = state.status;
    await runSubshell(state, {
      prepare: (inner) => setDescriptor(inner.descriptors, 1, new OpenFile({ output: collector.output })),
      run: (inner) => state.host.interpreter.runStatements(inner, commands),
    });
    state.status = status;
    files.write(path, collector.text());
    later.push(async () => files.remove(path));
  } else {
    later.push(async () => {
      const input = new Input(textSource(() => files.read(path) ?? ''));
      await runSubshell(state, {
        prepare: (inner) => setDescriptor(inner.descriptors, 0, new OpenFile({ input })),
        run: (inner) => state.host.interpreter.runStatements(inner, commands),
      });
      files.remove(path);
    });
  }
  return path;
}

/** To be called when a command has ended. */
export async function finishProcessSubstitutions(state: ShellState): Promise<void> {
  const later = cleanups.get(state);
  if (later === undefined) return;
  cleanups.delete(state);
  for (const cleanup of later) await cleanup();
}

import type { CommandExpansionPart } from 'unbash';
import type { ShellState } from '../interpreter/shell-state.ts';
import { runSubshell } from '../interpreter/subshell.ts';
import { createCollector } from '../streams/collect.ts';
import { OpenFile, setDescriptor } from '../streams/open-file.ts';

/** The output of `$( )` without its last newlines; sets `$?`. */
export async function substituteCommand(state: ShellState, part: CommandExpansionPart): Promise<string> {
  const { script } = part;
  if (script === undefined) return '';
  const collector = createCollector();
  const output = new OpenFile({ output: collector.output });
  state.status = await runSubshell(state, {
    prepare: (inner) => {
      setDescriptor(inner.descriptors, 1, output);
      if (!state.options.has('inherit_errexit') && !state.options.has('posix')) inner.options.delete('errexit');
      if (script.source !== undefined) inner.source = script.source;
    },
    run: (inner) => state.host.interpreter.runStatements(inner, script.commands),
  });
  return collector.text().replaceAll('\0', '').replace(/\n+$/, '');
}

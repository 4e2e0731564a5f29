import { type ParsedScript, parse } from 'unbash';
import { ExitFlow } from './flow.ts';
import { runStatements } from './run-statements.ts';
import { currentLine, type ShellState } from './shell-state.ts';
import { type SyntaxMistake, syntaxMistake } from './syntax-mistake.ts';

/**
 * Parses and runs a text in this shell. As in bash what stands before a syntax error is run first; then the error is
 * told, and the status is 2.
 */
export async function evaluate(state: ShellState, text: string): Promise<number> {
  const { source, position, firstLine } = state;
  const script = parse(text);
  const mistake = syntaxMistake(text, script);
  state.source = text;
  state.firstLine = state.calls.length === 0 && source === '' ? firstLine : 1;
  try {
    if (mistake === undefined) return await runStatements(state, script.commands);
    const sound = soundPrefix(text, script, mistake);
    if (sound !== undefined) await runStatements(state, sound.commands);
    state.position = mistake.position;
    await tellMistake(state, text, mistake);
    if (!state.interactive && state.calls.length === 0 && state.sourcing === 0) throw new ExitFlow(2);
    return 2;
  } finally {
    Object.assign(state, { source, position, firstLine });
  }
}

/** The lines before the command that holds the mistake. */
function soundPrefix(text: string, script: ParsedScript, mistake: SyntaxMistake): ParsedScript | undefined {
  const starts = script.commands.map((command) => command.pos).filter((pos) => pos <= mistake.position);
  for (const start of starts.reverse()) {
    const cut = text.lastIndexOf('\n', start) + 1;
    if (cut === 0) return undefined;
    const head = parse(text.slice(0, cut));
    if (syntaxMistake(text.slice(0, cut), head) === undefined) return head;
  }
  return undefined;
}

async function tellMistake(state: ShellState, text: string, mistake: SyntaxMistake): Promise<void> {
  const line = currentLine(state);
  const prefix = state.script === undefined ? 'bash: ' : `${state.script}: line ${line}: `;
  let message = `${prefix}${mistake.message}\n`;
  if (mistake.showsLine && state.script !== undefined) {
    const start = text.lastIndexOf('\n', mistake.position - 1) + 1;
    const end = text.indexOf('\n', mistake.position);
    message += `${prefix}\`${text.slice(start, end === -1 ? undefined : end)}'\n`;
  }
  await state.descriptors.get(2)?.output?.write(message, state.process.signal);
}

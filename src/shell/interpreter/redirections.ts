import type { HereDoc, Redirect, Redirection } from 'unbash';
import { expandFields, expandParts, expandText } from '../expansion/expand-word.ts';
import { fragmentText } from '../expansion/fragment.ts';
import { Input, textSource } from '../streams/input.ts';
import { OpenFile, setDescriptor } from '../streams/open-file.ts';
import { createPipe } from '../streams/pipe.ts';
import { ShellError } from './flow.ts';
import { openForReading, openForWriting } from './open-path.ts';
import { complain, type ShellState } from './shell-state.ts';
import { startSubshell } from './subshell.ts';

/** Runs with redirections in force, and puts the descriptors back afterwards. */
export async function withRedirections(
  state: ShellState,
  redirects: readonly Redirection[],
  run: () => Promise<number>,
): Promise<number> {
  if (redirects.length === 0) return run();
  const saved = new Map([...state.descriptors].map(([number, file]) => [number, file.retain()] as const));
  try {
    try {
      for (const redirect of redirects) await applyRedirection(state, redirect);
    } catch (error) {
      if (!(error instanceof ShellError)) throw error;
      await complain(state, error.message);
      return 1;
    }
    return await run();
  } finally {
    for (const number of [...state.descriptors.keys()]) setDescriptor(state.descriptors, number, undefined);
    for (const [number, file] of saved) state.descriptors.set(number, file);
  }
}

/** Changes a descriptor for good (`exec > file` needs only this). */
export async function applyRedirection(state: ShellState, redirect: Redirection): Promise<void> {
  const { descriptors } = state;
  const isInput = redirect.operator.startsWith('<');
  let number = isInput ? 0 : 1;
  if (redirect.descriptor?.type === 'FileDescriptor') number = redirect.descriptor.value;
  else if (redirect.descriptor !== undefined) {
    for (number = 10; descriptors.has(number); ) number++;
    state.variables.set(redirect.descriptor.name, String(number));
  }
  if (redirect.type === 'HereDoc') {
    const text = await hereDocumentText(state, redirect);
    setDescriptor(descriptors, number, new OpenFile({ input: new Input(textSource(() => text)) }));
    return;
  }
  if (redirect.type === 'HereString') {
    const text = redirect.target === undefined ? '' : await expandText(state, redirect.target, 'word');
    setDescriptor(descriptors, number, new OpenFile({ input: new Input(textSource(() => `${text}\n`)) }));
    return;
  }
  await redirectTo(state, redirect, number);
}

async function redirectTo(state: ShellState, redirect: Redirect, number: number): Promise<void> {
  const { descriptors } = state;
  const { operator, target } = redirect;
  if (target === undefined) throw new ShellError('ambiguous redirect');
  const process =
    target.parts?.length === 1 && target.parts[0]?.type === 'ProcessSubstitution' ? target.parts[0] : undefined;
  if (process !== undefined) {
    const pipe = createPipe();
    const reading = new OpenFile({ input: new Input(pipe.source), close: pipe.closeReader });
    const writing = new OpenFile({ output: { write: pipe.write, isTerminal: false }, close: pipe.closeWriter });
    const inward = process.operator === '<';
    startSubshell(state, {
      prepare: (inner) => setDescriptor(inner.descriptors, inward ? 1 : 0, inward ? writing : reading),
      run: (inner) => state.host.interpreter.runStatements(inner, process.script?.commands ?? []),
    });
    setDescriptor(descriptors, number, inward ? reading : writing);
    return;
  }
  const fields = await expandFields(state, target);
  if (fields.length !== 1) throw new ShellError(`${target.text}: ambiguous redirect`);
  const path = fields[0]!;
  if (operator === '>&' || operator === '<&') {
    if (path === '-') return setDescriptor(descriptors, number, undefined);
    if (/^\d+-?$/.test(path)) return duplicate(state, Number.parseInt(path, 10), number, path);
    if (operator === '<&') throw new ShellError(`${path}: ambiguous redirect`);
  }
  if (operator === '<') return setDescriptor(descriptors, number, openForReading(state, path));
  const append = operator === '>>' || operator === '&>>' || operator === '<>';
  if (operator === '>' && state.options.has('noclobber') && state.host.files.kind(path) === 'file') {
    throw new ShellError(`${path}: cannot overwrite existing file`);
  }
  const file = openForWriting(state, path, append);
  setDescriptor(descriptors, number, file);
  if (operator === '&>' || operator === '&>>' || (operator === '>&' && redirect.descriptor === undefined)) {
    setDescriptor(descriptors, 2, file.retain());
  }
}

function duplicate(state: ShellState, from: number, to: number, text: string): void {
  const file = state.descriptors.get(from);
  if (file === undefined) throw new ShellError(`${from}: Bad file descriptor`);
  if (from !== to) setDescriptor(state.descriptors, to, file.retain());
  if (text.endsWith('-')) setDescriptor(state.descriptors, from, undefined);
}

async function hereDocumentText(state: ShellState, document: HereDoc): Promise<string> {
  const { body } = document;
  let text = body.text;
  if (document.delimiter?.quoted !== true && body.parts !== undefined) {
    text = fragmentText(await expandParts(state, body.parts, { quoted: true }));
  } else if (document.delimiter?.quoted !== true)
    text = text.replace(/\\([\\$`]|\n)/g, (_, next) => (next === '\n' ? '' : next));
  return document.operator === '<<-' ? text.replace(/^\t+/gm, '') : text;
}

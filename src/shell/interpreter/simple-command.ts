import type { Assignment, Command, Redirection, Word } from 'unbash';
import { builtins, DECLARATIONS, SPECIAL_BUILTINS } from '../builtins/builtins.ts';
import { appendAll } from '../expansion/append-all.ts';
import { expandFields } from '../expansion/expand-word.ts';
import { quoteBackslash } from '../expansion/quote-word.ts';
import { withAliases } from './aliases.ts';
import { applyAssignment, declarationArgument } from './assignment.ts';
import { callFunction } from './call-function.ts';
import { findProgram } from './find-program.ts';
import { applyRedirection, withRedirections } from './redirections.ts';
import { runProgram } from './run-program.ts';
import { complain, type ShellState } from './shell-state.ts';
import { copyVariable } from './variables.ts';

/** Assignments, a name, arguments and redirections. */
export async function runSimpleCommand(state: ShellState, original: Command): Promise<number> {
  const aliased = withAliases(state, original);
  if (aliased !== undefined && aliased.type !== 'Command') {
    return state.host.interpreter.runStatements(state, aliased.commands);
  }
  const node = aliased ?? original;
  const assignments = node.prefix.filter((item): item is Assignment => item.type === 'Assignment');
  const redirects: readonly Redirection[] = node.redirects;
  if (node.name === undefined) {
    state.status = 0;
    const substitutes = assignments.some(
      (assignment) => assignment.text.includes('$(') || assignment.text.includes('`'),
    );
    return withRedirections(state, redirects, async () => {
      for (const assignment of assignments) await applyAssignment(state, assignment);
      if (state.options.has('xtrace'))
        await trace(
          state,
          assignments.map((each) => each.text),
        );
      return substitutes ? state.status : 0;
    });
  }
  const words = await expandFields(state, node.name);
  const declares = words.length === 1 && DECLARATIONS.has(words[0]!);
  for (const item of node.suffix) {
    if (item.type === 'Word') appendAll(words, await expandFields(state, item));
    else if (item.type === 'Assignment') {
      if (declares) words.push(await declarationArgument(state, item));
      else appendAll(words, await expandFields(state, assignmentWord(state, item)));
    }
  }
  if (words.length === 0) {
    return withRedirections(state, redirects, async () => {
      for (const assignment of assignments) await applyAssignment(state, assignment);
      return state.status;
    });
  }
  if (state.options.has('xtrace'))
    await trace(state, [...assignments.map((each) => each.text), ...words.map(quoteForTrace)]);
  state.lastArgument = words.at(-1)!;
  const [name, ...args] = words as [string, ...string[]];
  if (name === 'exec' && args.length === 0) {
    for (const redirect of redirects) await applyRedirection(state, redirect);
    return 0;
  }
  return withRedirections(state, redirects, () =>
    withAssignments(state, assignments, name, () => invoke(state, name, args)),
  );
}

/** Runs a function, a builtin or a program by its name. */
export async function invoke(
  state: ShellState,
  name: string,
  args: readonly string[],
  functions = true,
): Promise<number> {
  const shellFunction = functions ? state.functions.get(name) : undefined;
  if (shellFunction !== undefined) return callFunction(state, name, shellFunction, args);
  const builtin = builtins.get(name);
  if (builtin !== undefined) return builtin(state, args);
  const program = findProgram(state, name);
  if (program !== undefined) return runProgram(state, name, program, args);
  if (name.includes('/')) {
    const kind = state.host.files.kind(name.startsWith('/') ? name : `${state.cwd}/${name}`);
    const reason =
      kind === undefined ? 'No such file or directory' : kind === 'directory' ? 'Is a directory' : 'Permission denied';
    await complain(state, `${name}: ${reason}`);
    return kind === undefined ? 127 : 126;
  }
  await complain(state, `${name}: command not found`);
  return 127;
}

/** `A=b command`: the variables hold for the command only. */
async function withAssignments(
  state: ShellState,
  assignments: readonly Assignment[],
  name: string,
  run: () => Promise<number>,
): Promise<number> {
  if (assignments.length === 0) return run();
  const saved = new Map(
    assignments.map((each) => {
      const variable = state.variables.own(each.name);
      return [each.name, variable === undefined ? undefined : copyVariable(variable)] as const;
    }),
  );
  try {
    for (const assignment of assignments) {
      await applyAssignment(state, assignment);
      state.variables.declare(assignment.name).exported = true;
    }
    return await run();
  } finally {
    if (!(SPECIAL_BUILTINS.has(name) && state.options.has('posix'))) {
      for (const [variable, value] of saved) state.variables.restore(variable, value);
    }
  }
}

/** An assignment as a plain word, for commands that declare nothing (`env A=b`). */
function assignmentWord(_state: ShellState, item: Assignment): Word {
  const { value } = item;
  if (value.type !== 'Word') return { type: 'Word', text: item.text, value: item.text, pos: item.pos, end: item.end };
  const head = item.text.slice(0, item.text.length - value.text.length);
  const literal = { type: 'Literal', text: head, value: head, pos: item.pos, end: value.pos } as const;
  const rest = value.parts ?? [
    { type: 'Literal', text: value.text, value: value.value, pos: value.pos, end: value.end } as const,
  ];
  return { type: 'Word', text: item.text, value: item.text, pos: item.pos, end: item.end, parts: [literal, ...rest] };
}

function quoteForTrace(word: string): string {
  return word === '' || /[^\w@%+=:,./-]/.test(word)
    ? /['\x00-\x1f]/.test(word)
      ? quoteBackslash(word)
      : `'${word}'`
    : word;
}

async function trace(state: ShellState, words: readonly string[]): Promise<void> {
  const prefix = (state.variables.get('PS4') ?? '+ ').replace(/^(.)/, (mark) => mark.repeat(state.subshellLevel + 1));
  await state.descriptors.get(2)?.output?.write(`${prefix}${words.join(' ')}\n`, state.process.signal);
}

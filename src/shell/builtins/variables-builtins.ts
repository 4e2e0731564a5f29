import { parse } from 'unbash';
import { computeExpanded } from '../expansion/arithmetic-part.ts';
import { quoteDouble } from '../expansion/quote-word.ts';
import { assignArray } from '../interpreter/assignment.ts';
import { print } from '../interpreter/run-program.ts';
import { complain, type ShellState } from '../interpreter/shell-state.ts';
import { AssociativeArray, sortedKeys, type Variable } from '../interpreter/variables.ts';
import type { Builtin } from './builtin.ts';

/** `declare` and its relatives, which differ in what they set on each name. */
function declaration(command: string, fixed: string): Builtin {
  return async (state, args) => {
    let flags = fixed;
    let removed = '';
    let at = 0;
    for (; at < args.length && /^[-+][a-zA-Z]+$/.test(args[at]!); at++) {
      if (args[at]![0] === '-') flags += args[at]!.slice(1);
      else removed += args[at]!.slice(1);
    }
    if (args[at] === '--') at++;
    const names = args.slice(at);
    if (command === 'local' && !state.variables.inFunction) {
      await complain(state, 'local: can only be used in a function');
      return 1;
    }
    if (flags.includes('f') || flags.includes('F')) return showFunctions(state, names, flags.includes('F'));
    if (names.length === 0) {
      const wanted = state.variables.names().filter((name) => {
        const variable = state.variables.own(name)!;
        return (!flags.includes('x') || variable.exported) && (!flags.includes('r') || variable.readonly);
      });
      await print(state, wanted.map((name) => `${describe(name, state.variables.own(name)!)}\n`).join(''));
      return 0;
    }
    if (flags.includes('p') && (command === 'declare' || command === 'typeset')) {
      let status = 0;
      for (const name of names) {
        const variable = state.variables.own(name);
        if (variable !== undefined) await print(state, `${describe(name, variable)}\n`);
        else {
          await complain(state, `${command}: ${name}: not found`);
          status = 1;
        }
      }
      return status;
    }
    let status = 0;
    for (const item of names) {
      const match = /^([A-Za-z_][A-Za-z0-9_]*)(?:\[([^\]]*)\])?(?:(\+?)=([\s\S]*))?$/.exec(item);
      if (match === null) {
        await complain(state, `${command}: \`${item}': not a valid identifier`);
        status = 1;
        continue;
      }
      await declare(state, command, match, flags, removed);
    }
    return status;
  };
}

async function declare(
  state: ShellState,
  command: string,
  match: RegExpExecArray,
  flags: string,
  removed: string,
): Promise<void> {
  const { variables } = state;
  const name = match[1]!;
  const local = command === 'local' || (command === 'declare' && variables.inFunction && !flags.includes('g'));
  const variable = local
    ? variables.makeLocal(name)
    : variables.declare(command === 'export' ? variables.resolve(name) : name);
  if (flags.includes('A') && !(variable.value instanceof AssociativeArray)) variable.value = new AssociativeArray();
  if (flags.includes('a') && !(variable.value instanceof Map)) {
    variable.value = new Map(typeof variable.value === 'string' ? [[0, variable.value]] : []);
  }
  if (flags.includes('i')) variable.integer = true;
  if (flags.includes('l')) variable.letters = 'lower';
  if (flags.includes('u')) variable.letters = 'upper';
  let text = match[4];
  if (text !== undefined) {
    if (text.startsWith('(') && text.endsWith(')') && match[2] === undefined) {
      const node = parse(`${name}=${text}`).commands[0]?.command;
      const assignment = node?.type === 'Command' ? node.prefix[0] : undefined;
      if (assignment?.type === 'Assignment' && assignment.value.type === 'ArrayValue') {
        await assignArray(state, name, assignment.value, match[3] === '+');
      }
    } else {
      if (match[3] === '+') text = (variables.get(name) ?? '') + text;
      if (variable.integer === true) text = String(computeExpanded(state, text));
      if (match[2] === undefined) variables.set(name, text);
      else if (variable.value instanceof AssociativeArray) variables.setEntry(name, match[2], text);
      else variables.setElement(name, Number(computeExpanded(state, match[2])), text);
    }
  }
  if (flags.includes('n') && command !== 'export') variable.reference = true;
  if (flags.includes('x')) variable.exported = true;
  if (flags.includes('r')) variable.readonly = true;
  if (removed.includes('x') || (command === 'export' && flags.includes('n'))) variable.exported = false;
  if (removed.includes('i')) variable.integer = false;
}

async function showFunctions(state: ShellState, names: readonly string[], namesOnly: boolean): Promise<number> {
  let status = 0;
  for (const name of names.length > 0 ? names : [...state.functions.keys()].sort()) {
    const found = state.functions.get(name);
    if (found === undefined) status = 1;
    else await print(state, namesOnly ? `${names.length > 0 ? '' : 'declare -f '}${name}\n` : `${found.text}\n`);
  }
  return status;
}

function describe(name: string, variable: Variable): string {
  const { value } = variable;
  let flags = value instanceof Map ? 'a' : value instanceof AssociativeArray ? 'A' : '';
  if (variable.integer) flags += 'i';
  if (variable.letters !== undefined) flags += variable.letters[0];
  if (variable.reference) flags += 'n';
  if (variable.readonly) flags += 'r';
  if (variable.exported) flags += 'x';
  const head = `declare -${flags || '-'} ${name}`;
  if (value === undefined) return head;
  if (typeof value === 'string') return `${head}=${quoteDouble(value)}`;
  if (value instanceof Map)
    return `${head}=(${sortedKeys(value)
      .map((key) => `[${key}]=${quoteDouble(value.get(key)!)}`)
      .join(' ')})`;
  return `${head}=(${[...value.entries].map(([key, text]) => `[${key}]=${quoteDouble(text)} `).join('')})`;
}

export const declareBuiltin = declaration('declare', '');
export const local = declaration('local', '');
export const exportBuiltin = declaration('export', 'x');
export const readonlyBuiltin = declaration('readonly', 'r');

export const unset: Builtin = async (state, args) => {
  let status = 0;
  const functions = args[0] === '-f';
  for (const name of args.filter((arg) => !/^-[fvn]$/.test(arg))) {
    const element = /^([A-Za-z_]\w*)\[(.*)\]$/.exec(name);
    try {
      if (element !== null) {
        const value = state.variables.find(element[1]!)?.value;
        if (value instanceof AssociativeArray) value.entries.delete(element[2]!.replace(/^(["'])(.*)\1$/, '$2'));
        else if (value instanceof Map) value.delete(Number(computeExpanded(state, element[2]!)));
      } else if (!functions && state.variables.own(name) !== undefined) state.variables.unset(name);
      else state.functions.delete(name);
    } catch (error) {
      await complain(state, (error as Error).message);
      status = 1;
    }
  }
  return status;
};

export const shift: Builtin = async (state, args) => {
  const count = args[0] === undefined ? 1 : Number(args[0]);
  if (!(count <= state.positional.length)) return 1;
  state.positional = state.positional.slice(count);
  return 0;
};

export const letBuiltin: Builtin = async (state, args) => {
  let value = 0n;
  for (const arg of args) value = computeExpanded(state, arg);
  return value === 0n ? 1 : 0;
};

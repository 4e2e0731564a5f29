import { quoteWord } from '../expansion/quote-word.ts';
import { FileError } from '../file-system.ts';
import { evaluate } from '../interpreter/evaluate.ts';
import { findProgram } from '../interpreter/find-program.ts';
import { ExitFlow, ReturnFlow, SIGNAL_NUMBERS } from '../interpreter/flow.ts';
import { print, runProgram } from '../interpreter/run-program.ts';
import { complain, type ShellState } from '../interpreter/shell-state.ts';
import { invoke } from '../interpreter/simple-command.ts';
import { resolvePath } from '../resolve-path.ts';
import type { Builtin } from './builtin.ts';
import { builtins, KEYWORDS } from './builtins.ts';

export const cd: Builtin = async (state, args) => {
  const rest = args.filter((arg) => !/^-[LPe@]+$/.test(arg) && arg !== '--');
  if (rest.length > 1) {
    await complain(state, 'cd: too many arguments');
    return 1;
  }
  let target = rest[0];
  if (target === undefined) {
    target = state.variables.get('HOME');
    if (target === undefined) {
      await complain(state, 'cd: HOME not set');
      return 1;
    }
  }
  const back = target === '-';
  if (back) {
    target = state.variables.get('OLDPWD');
    if (target === undefined) {
      await complain(state, 'cd: OLDPWD not set');
      return 1;
    }
  }
  const path = target === '' ? state.cwd : resolvePath(state.cwd, target);
  const kind = state.host.files.kind(path);
  if (kind !== 'directory') {
    await complain(state, `cd: ${target}: ${kind === 'file' ? 'Not a directory' : 'No such file or directory'}`);
    return 1;
  }
  state.variables.set('OLDPWD', state.cwd);
  state.cwd = path;
  state.variables.set('PWD', path);
  if (back) await print(state, `${path}\n`);
  return 0;
};

export const pwd: Builtin = async (state) => {
  await print(state, `${state.cwd}\n`);
  return 0;
};

export const evalBuiltin: Builtin = (state, args) => evaluate(state, args.join(' '));

export const source: Builtin = async (state, args) => {
  const [path, ...rest] = args;
  if (path === undefined) {
    await complain(state, 'source: filename argument required');
    return 2;
  }
  let text: string | undefined;
  try {
    text = state.host.files.read(resolvePath(state.cwd, path));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    await complain(state, `source: ${path}: ${error.code === 'EISDIR' ? 'is a directory' : error.message}`);
    return 1;
  }
  if (text === undefined) {
    await complain(state, `${path}: No such file or directory`);
    return 1;
  }
  const { positional, script } = state;
  if (rest.length > 0) state.positional = rest;
  state.script = path;
  state.sourcing++;
  try {
    await undefined;
    return await evaluate(state, text);
  } catch (flow) {
    if (flow instanceof ReturnFlow) return flow.status;
    throw flow;
  } finally {
    state.sourcing--;
    state.script = script;
    if (rest.length > 0) state.positional = positional;
  }
};

export const trap: Builtin = async (state, args) => {
  if (args.length === 0 || args[0] === '-p') {
    for (const [name, action] of state.traps) {
      await print(state, `trap -- ${quoteWord(action)} ${name in SIGNAL_NUMBERS ? `SIG${name}` : name}\n`);
    }
    return 0;
  }
  const rest = args[0] === '--' ? args.slice(1) : args;
  const reset = rest[0] === '-' || rest.length === 1;
  for (const signal of rest.length === 1 ? rest : rest.slice(1)) {
    const number = Object.entries(SIGNAL_NUMBERS).find(([, value]) => String(value) === signal)?.[0];
    const name = signal === '0' ? 'EXIT' : (number ?? signal.toUpperCase().replace(/^SIG/, ''));
    if (
      !(name in SIGNAL_NUMBERS) &&
      !['EXIT', 'ERR', 'DEBUG', 'RETURN', 'CHLD', 'WINCH', 'TSTP', 'CONT'].includes(name)
    ) {
      await complain(state, `trap: ${signal}: invalid signal specification`);
      return 1;
    }
    if (reset) state.traps.delete(name);
    else state.traps.set(name, rest[0]!);
  }
  state.process.trapped = (signal) => state.traps.has(signal);
  return 0;
};

const LETTERS: Readonly<Record<string, string>> = {
  a: 'allexport',
  e: 'errexit',
  f: 'noglob',
  n: 'noexec',
  u: 'nounset',
  v: 'verbose',
  x: 'xtrace',
  C: 'noclobber',
  h: 'hashall',
  B: 'braceexpand',
  m: 'monitor',
  E: 'errtrace',
  b: 'notify',
};

export const set: Builtin = async (state, args) => {
  if (args.length === 0) {
    for (const name of state.variables.names()) {
      const value = state.variables.get(name);
      if (value !== undefined)
        await print(state, `${name}=${/^[\w@%+:,./-]*$/.test(value) ? value : quoteWord(value)}\n`);
    }
    return 0;
  }
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === '--' || arg === '-') {
      state.positional = args.slice(at + 1);
      return 0;
    }
    if (!/^[-+]./.test(arg)) {
      state.positional = args.slice(at);
      return 0;
    }
    for (const letter of arg.slice(1)) {
      const name = letter === 'o' ? args[++at] : LETTERS[letter];
      if (name === undefined) {
        await complain(state, `set: ${arg[0]}${letter}: invalid option`);
        return 2;
      }
      if (arg[0] === '-') state.options.add(name);
      else state.options.delete(name);
    }
  }
  return 0;
};

export const shopt: Builtin = async (state, args) => {
  const flag = args.find((arg) => arg.startsWith('-')) ?? '';
  let status = 0;
  for (const name of args.filter((arg) => !arg.startsWith('-'))) {
    if (flag.includes('s')) state.options.add(name);
    else if (flag.includes('u')) state.options.delete(name);
    else {
      const on = state.options.has(name);
      if (!on) status = 1;
      if (!flag.includes('q')) await print(state, `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`);
    }
  }
  return status;
};

export const alias: Builtin = async (state, args) => {
  const show = (name: string) => print(state, `alias ${name}=${quoteWord(state.aliases.get(name)!)}\n`);
  let status = 0;
  if (args.length === 0) for (const name of [...state.aliases.keys()].sort()) await show(name);
  for (const arg of args) {
    const equals = arg.indexOf('=');
    if (equals > 0) state.aliases.set(arg.slice(0, equals), arg.slice(equals + 1));
    else if (state.aliases.has(arg)) await show(arg);
    else if (arg !== '-p') {
      await complain(state, `alias: ${arg}: not found`);
      status = 1;
    }
  }
  return status;
};

export const unalias: Builtin = async (state, args) => {
  let status = 0;
  if (args[0] === '-a') state.aliases.clear();
  for (const name of args[0] === '-a' ? [] : args) {
    if (state.aliases.delete(name)) continue;
    await complain(state, `unalias: ${name}: not found`);
    status = 1;
  }
  return status;
};

export const type: Builtin = async (state, args) => {
  const short = args[0] === '-t';
  let status = 0;
  for (const name of args.filter((arg) => !/^-[tapPf]+$/.test(arg))) {
    const [kind, text] = classify(state, name);
    if (kind === '') {
      status = 1;
      if (!short) await complain(state, `type: ${name}: not found`);
    } else await print(state, short ? `${kind}\n` : `${text}\n`);
  }
  return status;
};

function classify(state: ShellState, name: string): readonly [string, string] {
  const alias = state.aliases.get(name);
  if (alias !== undefined) return ['alias', `${name} is aliased to \`${alias}'`];
  if (KEYWORDS.has(name)) return ['keyword', `${name} is a shell keyword`];
  const found = state.functions.get(name);
  if (found !== undefined) return ['function', `${name} is a function\n${found.text}`];
  if (builtins.has(name)) return ['builtin', `${name} is a shell builtin`];
  if (findProgram(state, name) !== undefined)
    return ['file', `${name} is ${name.includes('/') ? name : `/usr/bin/${name}`}`];
  return ['', ''];
}

export const command: Builtin = async (state, args) => {
  if (args[0] === '-v' || args[0] === '-V') {
    let status = 1;
    for (const name of args.slice(1)) {
      const [kind, text] = classify(state, name);
      if (kind === '') {
        if (args[0] === '-V') await complain(state, `command: ${name}: not found`);
        continue;
      }
      status = 0;
      const short =
        kind === 'alias'
          ? `alias ${name}=${quoteWord(state.aliases.get(name)!)}`
          : kind === 'file' && !name.includes('/')
            ? `/usr/bin/${name}`
            : name;
      await print(state, `${args[0] === '-v' ? short : text}\n`);
    }
    return status;
  }
  const rest = args.filter((arg, index) => !(index === 0 && (arg === '-p' || arg === '--')));
  return rest.length === 0 ? 0 : invoke(state, rest[0]!, rest.slice(1), false);
};

export const builtin: Builtin = async (state, args) => {
  const found = builtins.get(args[0] ?? '');
  if (found !== undefined) return found(state, args.slice(1));
  await complain(state, `builtin: ${args[0] ?? ''}: not a shell builtin`);
  return 1;
};

export const exec: Builtin = async (state, args) => {
  const program = findProgram(state, args[0]!);
  if (program === undefined) {
    await complain(state, `exec: ${args[0]}: not found`);
    throw new ExitFlow(127);
  }
  throw new ExitFlow(await runProgram(state, args[0]!, program, args.slice(1)));
};

export const history: Builtin = async (state, args) => {
  if (args[0] === '-c') {
    state.history.length = 0;
    return 0;
  }
  const count = args[0] === undefined ? state.history.length : Number(args[0]);
  const first = Math.max(0, state.history.length - count);
  await print(
    state,
    state.history
      .slice(first)
      .map((line, index) => `${String(first + index + 1).padStart(5)}  ${line}\n`)
      .join(''),
  );
  return 0;
};

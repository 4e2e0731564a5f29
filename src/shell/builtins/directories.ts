import { print } from '../interpreter/run-program.ts';
import { complain, type ShellState } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

async function show(state: ShellState): Promise<void> {
  const home = state.variables.get('HOME') ?? '/root';
  const short = (path: string) => (path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path);
  await print(state, `${[state.cwd, ...state.directories].map(short).join(' ')}\n`);
}

export const dirs: Builtin = async (state, args) => {
  if (args[0] === '-c') state.directories.length = 0;
  else await show(state);
  return 0;
};

export const pushd: Builtin = async (state, args) => {
  const target = args[0] ?? state.directories[0];
  if (target === undefined) {
    await complain(state, 'pushd: no other directory');
    return 1;
  }
  const from = state.cwd;
  const status = await state.host.interpreter.invoke(state, 'cd', [target], false);
  if (status !== 0) return status;
  if (args[0] === undefined) state.directories.shift();
  state.directories.unshift(from);
  await show(state);
  return 0;
};

export const popd: Builtin = async (state) => {
  const target = state.directories[0];
  if (target === undefined) {
    await complain(state, 'popd: directory stack empty');
    return 1;
  }
  const status = await state.host.interpreter.invoke(state, 'cd', [target], false);
  if (status !== 0) return status;
  state.directories.shift();
  await show(state);
  return 0;
};

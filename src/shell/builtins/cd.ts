import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import { resolvePath } from '../resolve-path.ts';
import type { Builtin } from './builtin.ts';

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

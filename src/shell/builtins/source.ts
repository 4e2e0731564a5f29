import { FileError } from '../file-system.ts';
import { ReturnFlow } from '../interpreter/flow.ts';
import { complain } from '../interpreter/shell-state.ts';
import { resolvePath } from '../resolve-path.ts';
import type { Builtin } from './builtin.ts';

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
    return await state.host.interpreter.evaluate(state, text);
  } catch (flow) {
    if (flow instanceof ReturnFlow) return flow.status;
    throw flow;
  } finally {
    state.sourcing--;
    state.script = script;
    if (rest.length > 0) state.positional = positional;
  }
};

import { resolvePath } from '../resolve-path.ts';
import type { ShellState } from './shell-state.ts';

/** The tests of one operand that `[[ ]]` and `test` share. */
export function unaryTest(state: ShellState, operator: string, operand: string): boolean {
  const { files } = state.host;
  switch (operator) {
    case '-z':
      return operand === '';
    case '-n':
      return operand !== '';
    case '-v':
      return state.variables.get(operand) !== undefined;
    case '-o':
      return state.options.has(operand);
    case '-t':
      return state.descriptors.get(Number(operand))?.output?.isTerminal === true;
  }
  const info = operand === '' ? undefined : files.info(resolvePath(state.cwd, operand));
  switch (operator) {
    case '-e':
    case '-a':
    case '-r':
    case '-w':
    case '-O':
    case '-G':
      return info !== undefined;
    case '-f':
      return info?.kind === 'file' && info.device !== true;
    case '-d':
      return info?.kind === 'directory';
    case '-s':
      return info !== undefined && info.sizeBytes > 0;
    case '-x':
      return info !== undefined && (info.kind === 'directory' || (info.mode & 0o111) !== 0);
    case '-c':
      return info?.device === true;
    default:
      return false;
  }
}

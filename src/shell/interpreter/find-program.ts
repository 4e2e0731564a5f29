import type { Program } from '../program.ts';
import { baseName, resolvePath } from '../resolve-path.ts';
import type { ShellState } from './shell-state.ts';

const DIRECTORIES = ['/bin/', '/usr/bin/', '/usr/local/bin/', '/sbin/', '/usr/sbin/'];

/** The program a name stands for: one of the host, or an executable script. */
export function findProgram(state: ShellState, name: string): Program | undefined {
  const { programs, files } = state.host;
  if (!name.includes('/')) return programs.get(name);
  const path = resolvePath(state.cwd, name);
  const info = files.info(path);
  if (info?.kind === 'file' && (info.mode & 0o111) !== 0) {
    const bash = programs.get('bash');
    if (bash !== undefined) return (io) => bash({ ...io, args: [name, ...io.args] });
  }
  if (info === undefined && DIRECTORIES.some((directory) => path === directory + baseName(path))) {
    return programs.get(baseName(path));
  }
  return undefined;
}

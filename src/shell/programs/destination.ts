import type { ProgramIo } from '../program.ts';
import { baseName, resolvePath } from '../resolve-path.ts';

/** Where `name` goes when copied or moved to `target`. */
export function destination(io: ProgramIo, target: string, name: string): string {
  const path = resolvePath(io.cwd, target);
  return io.files.kind(path) === 'directory' ? resolvePath(path, baseName(name)) : path;
}

/** The same as a person would write it, for `-v`. */
export function shownDestination(io: ProgramIo, target: string, name: string): string {
  const inside = io.files.kind(resolvePath(io.cwd, target)) === 'directory';
  return inside ? `${target.replace(/\/$/, '')}/${baseName(name)}` : target;
}

import type { FileSystem } from '../file-system.ts';
import { resolvePath } from '../resolve-path.ts';
import { patternRegex } from './pattern.ts';

export interface GlobOptions {
  readonly dotFiles: boolean;
  readonly globstar: boolean;
  readonly ignoreCase: boolean;
}

/** Whether an escaped pattern holds a character with a meaning. */
export function hasGlob(pattern: string): boolean {
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    if (character === '\\') i++;
    else if (character === '*' || character === '?') return true;
    else if (character === '[' && pattern.indexOf(']', i + 1) !== -1) return true;
    else if ('@+!'.includes(character!) && pattern[i + 1] === '(') return true;
  }
  return false;
}

/** The paths that match a pattern, sorted; empty when there are none. */
export function globPaths(files: FileSystem, cwd: string, pattern: string, options: GlobOptions): string[] {
  const absolute = pattern.startsWith('/');
  const segments = pattern.split(/\/+/).filter((segment, index, all) => segment !== '' || index === all.length - 1);
  let found: string[] = [absolute ? '/' : ''];
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    const next: string[] = [];
    for (const base of found) {
      if (segment === '') {
        if (files.kind(resolvePath(cwd, base)) === 'directory') next.push(`${base}/`);
        continue;
      }
      const prefix = base === '' || base.endsWith('/') ? base : `${base}/`;
      if (segment === '**' && options.globstar) {
        collectTree(files, cwd, base, last, options, next);
      } else if (!hasGlob(segment)) {
        const path = prefix + segment.replace(/\\(.)/g, '$1');
        if (files.kind(resolvePath(cwd, path)) !== undefined) next.push(path);
      } else {
        const regex = patternRegex(segment, { ignoreCase: options.ignoreCase });
        for (const name of namesIn(files, cwd, base)) {
          if (name.startsWith('.') && !options.dotFiles && !segment.startsWith('.')) continue;
          if (!regex.test(name)) continue;
          if (!last && files.kind(resolvePath(cwd, prefix + name)) !== 'directory') continue;
          next.push(prefix + name);
        }
      }
    }
    found = next;
  }
  return found.filter((path) => path !== '').sort();
}

function namesIn(files: FileSystem, cwd: string, base: string): readonly string[] {
  const path = resolvePath(cwd, base || '.');
  return files.kind(path) === 'directory' ? files.list(path) : [];
}

function collectTree(
  files: FileSystem,
  cwd: string,
  base: string,
  withFiles: boolean,
  options: GlobOptions,
  into: string[],
): void {
  into.push(base);
  const prefix = base === '' || base.endsWith('/') ? base : `${base}/`;
  for (const name of namesIn(files, cwd, base)) {
    if (name.startsWith('.') && !options.dotFiles) continue;
    if (files.kind(resolvePath(cwd, prefix + name)) === 'directory') {
      collectTree(files, cwd, prefix + name, withFiles, options, into);
    } else if (withFiles) into.push(prefix + name);
  }
}

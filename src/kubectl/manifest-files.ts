import { goQuote } from '../api/go-quote.ts';
import type { KubectlFiles } from './io.ts';
import { KubectlError } from './kubectl-error.ts';

const extensions = ['.json', '.yaml', '.yml'];

/** The files that `-f PATH` names: a file, a directory's manifests, or a pattern. Models cli-runtime Builder.Path. */
export function manifestFiles(path: string, recursive: boolean, files: KubectlFiles): readonly string[] {
  const kind = files.kind(path);
  if (kind === 'file') return [path];
  if (kind === 'directory') {
    const found = inDirectory(path, recursive, files);
    if (found.length > 0) return found;
    throw new KubectlError(`error reading [${path}]: recognized file extensions are [${extensions.join(' ')}]`);
  }
  const matches = matchPattern(path, files);
  if (matches.length === 0) throw new KubectlError(`the path ${goQuote(path)} does not exist`);
  return matches.flatMap((match) => manifestFiles(match, recursive, files));
}

function inDirectory(path: string, recursive: boolean, files: KubectlFiles): readonly string[] {
  return files.list(path).flatMap((name) => {
    const below = path.endsWith('/') ? `${path}${name}` : `${path}/${name}`;
    if (files.kind(below) === 'directory') return recursive ? inDirectory(below, true, files) : [];
    return extensions.some((extension) => name.endsWith(extension)) ? [below] : [];
  });
}

/** `*` and `?` in the last part of a path. Models filepath.Glob. */
function matchPattern(path: string, files: KubectlFiles): readonly string[] {
  const slash = path.lastIndexOf('/');
  const directory = slash < 0 ? '.' : path.slice(0, slash) || '/';
  const pattern = path.slice(slash + 1);
  if (!/[*?]/.test(pattern) || files.kind(directory) !== 'directory') return [];
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`);
  return files
    .list(directory)
    .filter((name) => expression.test(name))
    .map((name) => `${path.slice(0, slash + 1)}${name}`);
}

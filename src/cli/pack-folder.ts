import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { loadPack } from '../lab/load-pack.ts';
import type { Pack } from '../lab/pack.ts';
import { UsageError } from './usage-error.ts';

const FILES_LIMIT = 2000;

/** Reads a pack's folder; symbolic links are not followed. A broken pack is a usage error that names every place. */
export function readPackFolder(folder: string): Pack {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`${folder} is no folder`);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  if (entries.length > FILES_LIMIT)
    throw new UsageError(`${folder} holds more than ${FILES_LIMIT} files; it is no lab pack`);
  const files = Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
  const loaded = loadPack(files);
  if ('pack' in loaded) return loaded.pack;
  const lines = loaded.errors.map(
    ({ file, line, message }) => `${join(folder, file)}${line === undefined ? '' : `:${line}`}: ${message}`,
  );
  throw new UsageError(lines.join('\n'));
}

import type { PackFiles } from '../../session/protocol.ts';

const texts = import.meta.glob<string>('/labs/**/*', { query: '?raw', import: 'default', eager: true });

/** The packs that are built into the page, by folder name, each with its files by path in the folder. */
export const builtInPacks: ReadonlyMap<string, PackFiles> = groupByFolder();

function groupByFolder(): Map<string, PackFiles> {
  const packs = new Map<string, Record<string, string>>();
  for (const [path, text] of Object.entries(texts)) {
    const [, , folder, ...rest] = path.split('/');
    if (folder === undefined || rest.length === 0) continue;
    const files = packs.get(folder) ?? {};
    files[rest.join('/')] = text;
    packs.set(folder, files);
  }
  return packs;
}

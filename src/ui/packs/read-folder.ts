import type { PackFiles } from '../../session/protocol.ts';

const FILES_LIMIT = 1000;
const BYTES_LIMIT = 5_000_000;

/** Reads a chosen folder as a pack; files beyond what a pack may hold are left out, which its loader then reports. */
export async function readFolder(
  list: FileList | null,
): Promise<{ readonly id: string; readonly files: PackFiles } | undefined> {
  const chosen = [...(list ?? [])].filter(({ webkitRelativePath }) => !webkitRelativePath.includes('/.'));
  const id = chosen[0]?.webkitRelativePath.split('/')[0];
  if (id === undefined) return undefined;
  const files: Record<string, string> = Object.create(null);
  let bytes = 0;
  for (const file of chosen.slice(0, FILES_LIMIT)) {
    bytes += file.size;
    if (bytes > BYTES_LIMIT) break;
    files[file.webkitRelativePath.split('/').slice(1).join('/')] = await file.text();
  }
  return { id, files: { ...files } };
}

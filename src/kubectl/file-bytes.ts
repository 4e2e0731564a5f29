import { utf8Bytes } from '../api/base64.ts';
import type { KubectlFiles } from './io.ts';

/** What is in a file, as bytes; undefined when there is no such file. */
export function fileBytes(files: KubectlFiles, path: string): Uint8Array | undefined {
  if (files.readBytes !== undefined) return files.readBytes(path);
  const text = files.read(path);
  return text === undefined ? undefined : Uint8Array.from(utf8Bytes(text));
}

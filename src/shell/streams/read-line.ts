import type { Input } from './input.ts';

/** Reads up to a delimiter and leaves the rest; `ended` tells that the input ended before it. undefined at the end. */
export async function readLine(
  input: Input,
  signal: AbortSignal | undefined,
  delimiter = '\n',
): Promise<{ readonly text: string; readonly ended: boolean } | undefined> {
  const chunks: string[] = [];
  for (;;) {
    const chunk = await input.read(signal);
    if (chunk === undefined) {
      return chunks.length === 0 ? undefined : { text: chunks.join(''), ended: true };
    }
    const end = chunk.indexOf(delimiter);
    if (end === -1) {
      chunks.push(chunk);
      continue;
    }
    input.unread(chunk.slice(end + delimiter.length));
    chunks.push(chunk.slice(0, end));
    return { text: chunks.join(''), ended: false };
  }
}

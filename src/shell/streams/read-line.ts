import type { Input } from './input.ts';

/** Longer lines are not held in memory. */
const LINE_LIMIT = 16 * 1024 * 1024;

/** Reads up to a delimiter and leaves the rest; `ended` tells that the input ended before it. undefined at the end. */
export async function readLine(
  input: Input,
  signal: AbortSignal | undefined,
  delimiter = '\n',
): Promise<{ readonly text: string; readonly ended: boolean } | undefined> {
  const chunks: string[] = [];
  let length = 0;
  for (;;) {
    const chunk = await input.read(signal);
    if (chunk === undefined) {
      return chunks.length === 0 ? undefined : { text: chunks.join(''), ended: true };
    }
    const end = chunk.indexOf(delimiter);
    if (end === -1) {
      length += chunk.length;
      if (length > LINE_LIMIT) throw new Error('cannot allocate memory');
      chunks.push(chunk);
      continue;
    }
    input.unread(chunk.slice(end + delimiter.length));
    chunks.push(chunk.slice(0, end));
    return { text: chunks.join(''), ended: false };
  }
}

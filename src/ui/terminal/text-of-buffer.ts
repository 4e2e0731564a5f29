import type { IBuffer } from '@xterm/xterm';

/** The text of a terminal's buffer, with wrapped lines joined and without the empty rest of the screen. */
export function textOfBuffer(buffer: Pick<IBuffer, 'length' | 'getLine'>): string {
  const lines: string[] = [];
  for (let row = 0; row < buffer.length; row++) {
    const line = buffer.getLine(row);
    if (line === undefined) continue;
    const wraps = buffer.getLine(row + 1)?.isWrapped === true;
    const text = line.translateToString(!wraps);
    if (line.isWrapped && lines.length > 0) lines[lines.length - 1] += text;
    else lines.push(text);
  }
  return lines.join('\n').trimEnd();
}

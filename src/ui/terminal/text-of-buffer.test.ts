import { expect, it } from 'vitest';
import { textOfBuffer } from './text-of-buffer.ts';

interface Row {
  readonly text: string;
  readonly isWrapped?: boolean;
}

/** Lines as xterm holds them: each as wide as the screen, filled with blanks. */
function bufferOf(columns: number, rows: readonly Row[]) {
  const lines = rows.map(({ text, isWrapped = false }) => ({
    isWrapped,
    translateToString: (trim?: boolean) => (trim === true ? text.trimEnd() : text.padEnd(columns)),
  }));
  return { length: lines.length, getLine: (row: number) => lines[row] } as unknown as Parameters<
    typeof textOfBuffer
  >[0];
}

it.each<[string, readonly Row[], string]>([
  ['an empty screen', [{ text: '' }, { text: '' }], ''],
  ['lines without the blanks that fill them', [{ text: 'a  ' }, { text: 'b' }, { text: '' }], 'a\nb'],
  ['an empty line between two', [{ text: 'a' }, { text: '' }, { text: 'b' }], 'a\n\nb'],
  ['a wrapped line as one', [{ text: 'abcd' }, { text: 'ef', isWrapped: true }, { text: 'g' }], 'abcdef\ng'],
  ['blanks at the place of a wrap', [{ text: 'abc ' }, { text: 'd', isWrapped: true }], 'abc d'],
  [
    'a line over three rows',
    [{ text: 'abcd' }, { text: 'efgh', isWrapped: true }, { text: 'i', isWrapped: true }],
    'abcdefghi',
  ],
  ['a wrapped rest whose beginning has scrolled away', [{ text: 'rest', isWrapped: true }, { text: 'x' }], 'rest\nx'],
])('reads %s', (_, rows, text) => {
  expect(textOfBuffer(bufferOf(4, rows))).toBe(text);
});

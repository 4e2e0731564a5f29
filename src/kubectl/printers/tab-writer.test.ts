import { expect, test } from 'vitest';
import { alignTabs, createTabWriter, describeLayout, tableLayout } from './tab-writer.ts';

test.each([
  ['a\tb\nlonger\tb\n', 'a        b\nlonger   b\n'],
  ['NAME\tX\t\na\t\t\n', 'NAME   X     \na            \n'],
  ['no tabs\n', 'no tabs\n'],
  ['ä\tb\naa\tb\n', 'ä     b\naa    b\n'],
])('a table of %j', (text, aligned) => {
  expect(alignTabs(text, tableLayout)).toBe(aligned);
});

test('a line without the column ends its block', () => {
  expect(alignTabs('a:\tb\nlong line here\nlonger:\tc\n', describeLayout)).toBe('a:  b\nlong line here\nlonger:  c\n');
});

test('widths are remembered between flushes', () => {
  const writer = createTabWriter(tableLayout);
  writer.write('a-long-name\tREADY\n');
  writer.flush();
  writer.write('b\tREADY\n');
  expect(writer.flush()).toBe('b             READY\n');
  writer.forgetWidths();
  writer.write('b\tREADY\n');
  expect(writer.flush()).toBe('b     READY\n');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTestMachine } from '../test-machine-for-test.ts';
import { createTerminal } from './create-terminal.ts';
import { createScreen } from './screen-for-test.ts';

const turn = async () => {
  for (let i = 0; i < 4; i++) await new Promise((resolve) => setImmediate(resolve));
};

async function shows(inputs: readonly string[], columns = 20, rows = 6): Promise<string> {
  const screen = createScreen(columns, rows);
  const terminal = createTerminal({
    shell: createTestMachine().shell,
    prompt: '$ ',
    columns,
    rows,
    write: screen.write,
  });
  await terminal.start();
  for (const input of inputs) {
    terminal.input(input);
    await turn();
  }
  const text = screen.text();
  terminal.close();
  return text;
}

test.each<[string, readonly string[], string]>([
  ['a line that fills the row', ['x'.repeat(18)], `$ ${'x'.repeat(18)}\n▏`],
  ['a line that wraps', ['x'.repeat(20)], `$ ${'x'.repeat(18)}\nxx▏`],
  ['one character after the other', [...'a'.repeat(20)], `$ ${'a'.repeat(18)}\naa▏`],
  ['erasing back over the edge', ['x'.repeat(19), '\x7f\x7f'], `$ ${'x'.repeat(17)}▏`],
  ['inserting at the start', ['b'.repeat(20), '\x01', 'a'], `$ a▏${'b'.repeat(17)}\nbbb`],
  ['wide characters', ['日本', '\x1b[D', 'x'], '$ 日x▏本'],
  ['a wide character that does not fit', [`${'x'.repeat(17)}日`], `$ ${'x'.repeat(17)}\n日▏`],
  ['Ctrl-L', ['echo a\r', 'echo b', '\x0c'], '$ echo b▏'],
  ['Ctrl-U', ['x'.repeat(30), '\x15'], '$ ▏'],
  [
    'history of a long line',
    ['x'.repeat(30), '\x03', 'echo\r', 'y'.repeat(25), '\x1b[A'],
    `$ ${'x'.repeat(18)}\n${'x'.repeat(12)}^C\n$ echo\n\n$ echo▏`,
  ],
  [
    'what is typed while a program runs',
    ['while :; do :; done\r', 'abc', '\x03'],
    '$ while :; do :; don\ne\nabc^C\n$ ▏',
  ],
  ['ahead of a program that reads', ['read x; echo $x\r', 'hey\r'], '$ read x; echo $x\nhey\nhey\n$ ▏'],
  ['read -s', ['read -s x; echo "<$x>"\r', 'hey\r'], '$ read -s x; echo "<\n$x>"\n<hey>\n$ ▏'],
  ['read -n1', ['read -n1 x; echo "<$x>"\r', 'y'], '$ read -n1 x; echo "\n<$x>"\ny<y>\n$ ▏'],
  ['less', ['seq 9 | less\r'], '1\n2\n3\n4\n5\n:▏'],
  ['less, a page on', ['seq 9 | less\r', ' '], '5\n6\n7\n8\n9\n(END)▏'],
  ['less, searching', ['seq 90 | less\r', '/77\r'], '77\n78\n79\n80\n81\n:▏'],
  ['leaving less', ['seq 9 | less\r', 'q'], '$ seq 9 | less\n$ ▏'],
  ['keys that came together', ['seq 90 | less\r', 'jjkq'], '$ seq 90 | less\n$ ▏'],
  ['Ctrl-C in less', ['seq 9 | less\r', '\x03'], '$ seq 9 | less\n$ ▏'],
  ['watch', ['watch -t echo hey; echo $?\r', '\x03'], '$ watch -t echo hey;\n echo $?\n$ ▏'],
  ['what watch shows', ['watch -t echo hey\r'], 'hey\n▏'],
  ['a list of completions', ['touch aa ab\r', 'cat a\t\t'], '$ touch aa ab\n$ cat a\naa  ab\n$ cat a▏'],
])('%s', async (_, inputs, screen) => {
  expect(await shows(inputs)).toBe(screen);
});

test('a resized line is drawn for the new width', async () => {
  const screen = createScreen(10, 6);
  const terminal = createTerminal({
    shell: createTestMachine().shell,
    prompt: '$ ',
    columns: 20,
    rows: 6,
    write: (data) => screen.write(data),
  });
  await terminal.start();
  terminal.input('x'.repeat(12));
  terminal.resize(10, 6);
  expect(screen.text()).toBe('$ xxxxxxxx\nxxxx▏');
});

const KEYS = [
  'a',
  'bc',
  ' ',
  '日',
  'é',
  '\x1b[D',
  '\x1b[C',
  '\x01',
  '\x05',
  '\x7f',
  '\x0b',
  '\x17',
  '\x19',
  '\x1b[A',
  '\x0c',
];

test('however a line was edited, the screen is as if it was drawn at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...KEYS), { maxLength: 40 }), async (keys) => {
      const together = await shows(['\x0c', keys.join('')], 12, 8);
      expect(await shows(['\x0c', ...keys], 12, 8)).toBe(together);
    }),
    { numRuns: 12 },
  );
});

import { expect, test } from 'vitest';
import { createTestMachine } from '../test-machine-for-test.ts';
import { createTerminal } from './create-terminal.ts';

const turn = async () => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** What a terminal without cursor movement would have shown, roughly: for lines that do not wrap. */
async function session(inputs: readonly string[]): Promise<string> {
  let bytes = '';
  const terminal = createTerminal({
    shell: createTestMachine().shell,
    columns: 80,
    rows: 24,
    write: (data) => {
      bytes += data;
    },
  });
  await terminal.start();
  for (const input of inputs) {
    terminal.input(input);
    await turn();
  }
  terminal.close();
  return bytes.replaceAll('\r\n', '\n');
}

test.each<[string, readonly string[], string]>([
  ['a command', ['echo hi\r'], 'hi\ncontrolplane $ '],
  [
    'a here-document, pasted',
    ['\x1b[200~cat <<EOF\na\nb\nEOF\necho done\n\x1b[201~'],
    'a\nb\ncontrolplane $ echo done\ndone\ncontrolplane $ ',
  ],
  ['Ctrl-C at the prompt', ['echo x\x03'], '^C\ncontrolplane $ '],
  ['Ctrl-C ends a busy loop', ['while true; do :; done\r', '\x03'], '^C\ncontrolplane $ '],
  ['Ctrl-C ends yes', ['yes > /dev/null\r', '\x03'], '^C\ncontrolplane $ '],
  ['reading a line', ['read x; echo "<$x>"\r', 'abc\r'], 'abc\n<abc>\ncontrolplane $ '],
  ['history', ['echo one\r', '\x1b[A\r'], 'one\ncontrolplane $ '],
  ['history expansion', ['echo one\r', '!!\r'], 'echo one\none\ncontrolplane $ '],
  ['search', ['echo one\r', 'echo two\r', '\x12on\r'], 'one\ncontrolplane $ '],
  ['completion', ['mkdir somewhere\r', 'cd some\t\r', 'pwd\r'], '/root/somewhere\ncontrolplane $ '],
  ['continuation', ['if true\r', 'then echo y\r', 'fi\r'], '> fi\ny\ncontrolplane $ '],
  ['editing', ['echo ac\x1b[Db\x01\x05d\r'], `${'abcd\n'.replace('abcd', 'abcd')}controlplane $ `],
  ['a variable stays', ['x=5\r', 'echo $x\r'], '5\ncontrolplane $ '],
])('%s', async (_, inputs, end) => {
  expect(await session(inputs)).toMatch(
    new RegExp(`${end.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('echo done', 'echo done')}$`),
  );
});

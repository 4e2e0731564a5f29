import { expect, it } from 'vitest';
import { createTestMachine } from '../test-machine-for-test.ts';
import { createTerminal } from './create-terminal.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Types each input when the terminal rests; gives what it showed. */
async function session(inputs: readonly string[]): Promise<string> {
  let bytes = '';
  const terminal = createTerminal({
    shell: createTestMachine().shell,
    columns: 80,
    rows: 24,
    prompt: '$ ',
    write: (data) => {
      bytes = (bytes + data).slice(-20_000);
    },
  });
  await terminal.start();
  for (const input of inputs) {
    terminal.input(input);
    for (let i = 0; i < 6; i++) await turn();
  }
  for (let i = 0; i < 60; i++) await turn();
  terminal.close();
  return bytes.replace(/\x1b\[[0-9;?]*[a-zA-Z]|\r/g, '');
}

it('stops a program with Ctrl-Z, and lets it go on', async () => {
  const shown = await session(['cat\r', 'a\r', '\x1a', 'echo $?; jobs\r', 'fg\r', 'b\r', '\x04', 'echo end\r']);
  expect(shown).toBe(
    '$ cat\na\na\n^Z\n[1]+  Stopped                 cat\n$ echo $?; jobs\n148\n[1]+  Stopped                 cat\n$ fg\ncat\nb\nb\n$ echo end\nend\n$ ',
  );
});

it('stops pipelines and endless output, and ends them by their number', async () => {
  const shown = await session(['yes | cat > /dev/null\r', '\x1a', 'jobs\r', 'kill %1\r', 'echo done\r', 'exit\r']);
  expect(shown).toMatch(/\^Z\n\[1\]\+ {2}Stopped {17}yes \| cat > \/dev\/null\n/);
  expect(shown).toMatch(/echo done\ndone\n/);
});

it('warns of stopped jobs before it exits, and leaves loops', async () => {
  const shown = await session(['while true; do cat; done\r', '\x1a', 'exit\r', 'bg\r', 'bg %9\r']);
  expect(shown).toContain('$ exit\nThere are stopped jobs.\n$ bg\n[1]+ cat &\n');
  expect(shown).toContain('bash: bg: %9: no such job\n');
});

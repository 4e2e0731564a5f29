import { expect, test } from 'vitest';
import { createTerminal } from './terminal/create-terminal.ts';
import { createTestMachine } from './test-machine-for-test.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Types each input when the terminal rests; gives the last of what it showed. */
async function session(inputs: readonly string[], turns = 8): Promise<string> {
  let bytes = '';
  const terminal = createTerminal({
    shell: createTestMachine().shell,
    columns: 80,
    rows: 24,
    write: (data) => {
      bytes = (bytes + data).slice(-4000);
    },
  });
  await terminal.start();
  for (const input of [...inputs, 'echo al""ive\r']) {
    terminal.input(input);
    for (let i = 0; i < turns; i++) await turn();
  }
  for (let i = 0; i < 300 && !/alive\r\n(\[1\].*\r\n)?controlplane \$ $/.test(bytes); i++) await turn();
  terminal.close();
  return bytes;
}

const garbage = Array.from({ length: 60_000 }, (_, i) => String.fromCharCode((i * 7919 + (i >> 3)) % 256)).join('');

test.each<[string, readonly string[]]>([
  ['yes', ['yes\r', '\x03']],
  ['cat /dev/urandom', ['cat /dev/urandom\r', '\x03']],
  ['reading a device and writing nothing', ['wc -c /dev/zero\r', '\x03']],
  ['a redirected device', ['cat < /dev/zero > /dev/null\r', '\x03']],
  ['an empty loop', ['while :; do :; done\r', '\x03']],
  ['an arithmetic loop', ['for ((;;)); do :; done\r', '\x03']],
  ['an until loop of tests', ['until [ 1 = 2 ]; do [[ a == b ]]; done\r', '\x03']],
  ['a loop in a function in a pipe', ['f() { while :; do echo x; done; }; f | f | cat > /dev/null\r', '\x03']],
  ['a loop in a substitution', ['x=$(while :; do :; done)\r', '\x03']],
  ['a function that calls itself', ['f() { f; }; f\r', '\x03']],
  ['a fork bomb', [':(){ :|:& };:\r', '\x03']],
  ['a recursive script', ['echo "bash /tmp/a" > /tmp/a; bash /tmp/a\r', '\x03']],
  ['a recursive source', ['echo ". /tmp/a" > /tmp/a; . /tmp/a\r', '\x03']],
  ['recursive eval', ['x=\'eval "$x"\'; eval "$x"\r', '\x03']],
  ['an alias of itself', ["alias a='a b'; a\r", '\x03']],
  ['a trap that ignores Ctrl-C and a loop', ['f() { sleep 1; }; trap "" INT; f; trap - INT\r']],
  ['a megabyte on one line', [`echo ${'x'.repeat(1_000_000)} | wc -c\r`]],
  ['a megabyte without an end', ['x'.repeat(1_000_000), '\x03']],
  ['a megabyte for nobody', ['sleep 1\r', `${'y'.repeat(1_000_000)}`, '\x03']],
  ['a megabyte for a program', ['cat > /dev/null\r', `${'y'.repeat(1_000_000)}\r`, '\x04\x04\x03']],
  ['garbage', [garbage, '\x03', '\x03']],
  ['garbage pasted', [`\x1b[200~${garbage}\x1b[201~`, '\x03', '\x03']],
  ['many parentheses', [`${'('.repeat(100_000)}\r`, '\x03']],
  ['many substitutions', [`echo ${'$('.repeat(20_000)}\r`, '\x03']],
  ['many braces', [`echo ${'{a,'.repeat(5000)}${'}'.repeat(5000)} > /dev/null\r`, '\x03']],
  ['a large brace expansion', ['echo {1..100000000}\r', '\x03']],
  ['a product of braces', [`echo ${'{a,b}'.repeat(40)}\r`, '\x03']],
  ['many pipes', [`true${' | true'.repeat(2000)}\r`, '\x03']],
  ['an array with a large index', ['a[999999999]=1\r']],
  ['a wide format', ['printf "%999999999d" 1 > /dev/null\r', '\x03']],
  ['an ambiguous pattern', [`echo ${'a'.repeat(100)}! | grep -E '(a+)+$'\r`, `[[ ${'a'.repeat(100)}! =~ (a*)*b ]]\r`]],
  [
    'a pattern with back references',
    [`echo ${'a'.repeat(1000)}! | grep -P '(a+)+\\1$'\r`, `[[ ${'a'.repeat(1000)}! =~ (a+)+\\1b ]]\r`],
  ],
  [
    'a pattern for a megabyte',
    [`x=$(head -c 500000 /dev/zero | tr '\\0' a); grep -oP '(?=a)(.)\\1*?$' <<< "$x" | wc -l\r`],
  ],
  ['many patterns', ["yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! | grep -P '(a+)+\\1$'\r", '\x03']],
  ['many quotes', [`${'\'"'.repeat(20_000)}\r`, '\x03']],
])('the terminal survives %s', async (_, inputs) => {
  expect(await session(inputs)).toMatch(/alive\r\n(\[1\].*\r\n)?controlplane \$ $/);
});

test.each<[string, RegExp]>([
  [':(){ :|:& };:', /Resource temporarily unavailable|^$/],
  ['f() { f; }; f', /maximum function nesting level exceeded/],
  ['x=a; while :; do x=$x$x; done', /cannot allocate memory/],
  ['x=a; while :; do x+=$x; done', /cannot allocate memory/],
  ['mapfile a < <(yes)', /cannot allocate memory/],
  ['read x < /dev/zero', /cannot allocate memory/],
  ['head -1 /dev/zero', /memory exhausted/],
  ['echo a > f; while cat f f > g; do mv g f; done', /No space left on device|memory exhausted/],
  ['x=$(yes)', /cannot allocate memory/],
  ['yes | sort', /memory exhausted/],
])('%s ends', async (script, message) => {
  expect((await createTestMachine().run(script)).err).toMatch(message);
});

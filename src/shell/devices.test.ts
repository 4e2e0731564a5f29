import { expect, test } from 'vitest';
import { createTestMachine } from './test-machine-for-test.ts';

test.each<[string, string]>([
  ['cat < /dev/null; cat /dev/null; echo $?', '0\n'],
  ['echo lost > /dev/null; echo lost >> /dev/null; cat /dev/null; echo $?', '0\n'],
  ['[ -e /dev/null ] && [ -c /dev/null ] && [ ! -f /dev/null ] && [ ! -s /dev/null ] && echo yes', 'yes\n'],
  ['echo a | cat /dev/stdin; echo b > /dev/stdout; { echo c > /dev/stderr; } 2>&1', 'a\nb\nc\n'],
  ['echo a | cat < /dev/fd/0', 'a\n'],
  ['echo a | tee /dev/stderr 2>/dev/null', 'a\n'],
  ['head -c 5 /dev/zero | wc -c', '5\n'],
  ['x=$(head -c 32 /dev/urandom | base64); echo -n $x | wc -c', '44\n'],
  [
    "x=$(tr -dc 'a-z0-9' < /dev/urandom | head -c 12); echo -n $x | wc -c; [[ $x =~ ^[a-z0-9]+$ ]] && echo ok",
    '12\nok\n',
  ],
  ['head -c 1000 < /dev/urandom | wc -c', '1000\n'],
  ['ls /dev | head -2; rm /dev/null 2>&1', "full\nnull\nrm: cannot remove '/dev/null': Operation not permitted\n"],
  ['ls -l /dev/null | cut -c1-10', 'crw-rw-rw-\n'],
])('%s', async (script, out) => {
  expect((await createTestMachine().run(script)).out).toBe(out);
});

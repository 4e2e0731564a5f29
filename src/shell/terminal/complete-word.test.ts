import { expect, test } from 'vitest';
import { createTestMachine } from '../test-machine-for-test.ts';
import { completeWord } from './complete-word.ts';

/** Offers what it was asked, to show that it was. */
const kubectl = async ({ words }: { readonly words: readonly string[] }) =>
  words.length === 2 ? ['get', 'describe'] : [`pods`, `pod/${words.slice(0, -1).join('+')}`];

async function offered(setUp: string, before: string): Promise<readonly string[]> {
  const { shell } = createTestMachine({ completers: new Map([['kubectl', kubectl]]) });
  const sink = { isTerminal: true, write: async () => {} };
  const { Input, textSource } = await import('../streams/input.ts');
  const inner = await shell.interactive({
    stdin: new Input(textSource(() => '')),
    stdout: sink,
    terminal: () => ({ columns: 80, rows: 24 }),
  });
  await inner.runLine(setUp);
  const result = await inner.within((state) => completeWord(state, before));
  return result?.words ?? [];
}

test.each<[string, string, readonly string[]]>([
  ['', 'kubectl g', ['get']],
  ['', 'kubectl get po', ['pod/kubectl+get', 'pods']],
  ['', 'echo $(kubectl get po', ['pod/kubectl+get', 'pods']],
  ['', 'x=1 watch -n 1 kubectl get po', ['pod/kubectl+get', 'pods']],
  ['alias k=kubectl', 'k g', ['get']],
  ["alias kg='kubectl get'", 'kg po', ['pod/kubectl+get', 'pods']],
  ['complete -F __start_kubectl kc', 'kc g', ['get']],
  ['alias k=kubectl; complete -o default -F __start_kubectl k', 'true; k get pods', ['pods']],
  ["complete -W 'red green' paint", 'paint r', ['red']],
  ['f() { COMPREPLY=($(compgen -W "one two" -- "$2")); }; complete -F f thing', 'thing t', ['two']],
  ['touch afile; mkdir adir', 'cat a', ['adir/', 'afile']],
  ['touch afile; mkdir adir', 'cd a', ['adir/']],
  ['touch "my file"', 'cat my', ['my\\ file']],
  ['touch "my file"', 'cat "my f', ['"my file"']],
  ['touch afile', 'kubectl get pods > a', ['afile']],
  ['', 'ech', ['echo']],
  ['LONGNAME=1', 'echo $LONGN', ['$LONGNAME']],
])('%s; %s', async (setUp, before, words) => {
  expect(await offered(setUp, before)).toEqual(words);
});

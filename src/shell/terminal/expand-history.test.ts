import { expect, it } from 'vitest';
import { expandHistory } from './expand-history.ts';

const HISTORY = ['ls /etc/kubernetes', 'kubectl get pods -n kube-system', "echo 'a b' c.txt"];

it.each([
  ['sudo !!', "sudo echo 'a b' c.txt"],
  ['vim !$', 'vim c.txt'],
  ['cat !^', "cat 'a b'"],
  ['printf !*', "printf 'a b' c.txt"],
  ['!kub', 'kubectl get pods -n kube-system'],
  ['!?etc?', 'ls /etc/kubernetes'],
  ['!1 -l', 'ls /etc/kubernetes -l'],
  ['!-2:2', 'pods'],
  ['!2:1-2', 'get pods'],
  ['!ls:$:h', '/etc'],
  ['!!:$:r', 'c'],
  ['!kub:s/pods/nodes/', 'kubectl get nodes -n kube-system'],
  ['^c.txt^d.txt', "echo 'a b' d.txt"],
  ['^c.txt^d.txt^ e', "echo 'a b' d.txt e"],
  ['echo "!$"', 'echo "c.txt"'],
  ["echo '!$'", "echo '!$'"],
  ['echo \\!$', 'echo \\!$'],
  ['if ! true; then [[ 1 != 2 ]]; fi', 'if ! true; then [[ 1 != 2 ]]; fi'],
  ['echo hi!', 'echo hi!'],
])('%s', (line, wanted) => {
  const { text, missing } = expandHistory(line, HISTORY);
  expect({ text, missing }).toEqual({ text: wanted, missing: undefined });
});

it.each([
  ['!nothing', '!nothing', undefined],
  ['!99', '!99', undefined],
  ['^zzz^b', ':s^zzz^b', 'substitution failed'],
  ['!!:9', ':9', 'bad word specifier'],
])('%s is refused', (line, missing, why) => {
  expect(expandHistory(line, HISTORY)).toMatchObject({ missing, ...(why === undefined ? {} : { why }) });
});

it('only shows with :p', () => {
  expect(expandHistory('!ls:p', HISTORY)).toEqual({ text: 'ls /etc/kubernetes', changed: true, onlyShown: true });
});

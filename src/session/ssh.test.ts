import { expect, it } from 'vitest';
import { type HeardSession, openSession } from './session-for-test.ts';

/** What the terminal showed after `from`, without carriage returns and escapes. */
const shown = (heard: HeardSession, from: number): string =>
  heard
    .tty()
    .slice(from)
    .replace(/\x1b\[[0-9;?]*[a-zA-Z]|\r/g, '');

async function enter(heard: HeardSession, line: string): Promise<string> {
  const from = heard.tty().length;
  for (const key of line) await heard.type(key);
  await heard.type('\r');
  await heard.pass(300);
  return shown(heard, from);
}

async function journey(heard: HeardSession): Promise<readonly string[]> {
  return [
    await enter(heard, 'ssh node01'),
    await enter(heard, 'echo $USER $HOSTNAME > /tmp/who'),
    await enter(heard, 'cd /etc/kubernetes'),
    await enter(heard, 'sudo -i'),
    await enter(heard, 'cat /tmp/who; pwd'),
    await enter(heard, 'sleep 100'),
    await enter(heard, '\x03'),
    await enter(heard, 'exit'),
    await enter(heard, 'bash'),
    await enter(heard, 'exit'),
    await enter(heard, '\x04'),
    await enter(heard, 'cat /tmp/who; hostname'),
    await enter(heard, 'sudo -i'),
    await enter(heard, 'exit'),
    await enter(heard, 'timeout 1 ssh node01; echo left $?'),
    await enter(heard, 'x'),
    await enter(heard, ''),
  ];
}

it('goes to other machines and comes back', async () => {
  const heard = await openSession();
  const answers = await journey(heard);
  await heard.pass(1000);
  expect(answers.slice(0, 14)).toEqual([
    'ssh node01\ncandidate@node01:~$ ',
    'echo $USER $HOSTNAME > /tmp/who\ncandidate@node01:~$ ',
    'cd /etc/kubernetes\ncandidate@node01:/etc/kubernetes$ ',
    'sudo -i\nroot@node01:~# ',
    'cat /tmp/who; pwd\ncandidate node01\n/root\nroot@node01:~# ',
    'sleep 100\n',
    expect.stringMatching(/^\^C[\s\S]*root@node01:~# $/),
    'exit\nlogout\ncandidate@node01:/etc/kubernetes$ ',
    'bash\ncandidate@node01:/etc/kubernetes$ ',
    'exit\nexit\ncandidate@node01:/etc/kubernetes$ ',
    'logout\nConnection to node01 closed.\ncontrolplane $ \ncontrolplane $ ',
    'cat /tmp/who; hostname\ncat: /tmp/who: No such file or directory\ncontrolplane\ncontrolplane $ ',
    'sudo -i\nroot@controlplane:~# ',
    'exit\nlogout\ncontrolplane $ ',
  ]);
  expect(shown(heard, 0)).toMatch(/left 124\ncontrolplane \$/);
});

it('repeats what was done on other machines', async () => {
  const first = await openSession();
  await journey(first);
  const again = await openSession();
  await again.session.replay(first.session.file());
  expect(again.tty()).toBe(first.tty());
});

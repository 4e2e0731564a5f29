import { expect, it } from 'vitest';
import { hostTurn } from '../cli/host-turn.ts';
import { openSession } from '../session/session-for-test.ts';
import { createTestHosts } from './machine-for-test.ts';

it.each([
  ['endless output of another machine', 'ssh node01 yes'],
  ['an endless loop of another machine', "ssh node01 'while :; do :; done'"],
  ['a device through sudo', 'ssh node01 sudo cat /dev/urandom'],
  ['a large key', 'openssl genrsa 4096 | openssl genrsa 4096'],
  ['a journal that is followed', 'ssh node01 journalctl -f'],
  ['a server that does not answer', 'curl 10.99.99.99'],
])('Ctrl-C ends %s', async (_what, line) => {
  const heard = await openSession();
  void heard.type(`${line}\r`);
  for (let i = 0; i < 60; i++) await hostTurn();
  await heard.type('\x03');
  await heard.pass(500);
  await heard.type("echo al''ive\r");
  await heard.pass(500);
  expect(heard.tty().slice(-400)).toMatch(/alive\r\ncontrolplane \$ $/);
});

it.each<[string, RegExp]>([
  ["ssh node01 ':(){ :|:& };:'; ssh node01 echo alive", /alive\n$/],
  ['f() { ssh node01 "$(declare -f f); f"; }; f 2>&1 | tail -1; echo alive', /alive\n$/],
  ['ssh node01 "x=a; while :; do x=\\$x\\$x; done" 2>&1; echo alive', /cannot allocate memory.*\nalive\n$/],
  ['ssh node01 "head -c 3000000 /dev/zero" | wc -c', /^3000000\n$/],
  [
    "ssh root@node01 'head -c 1000000 /dev/urandom > /etc/kubernetes/manifests/x.yaml; sleep 3; journalctl -n 1 | cut -c1-200'",
    /Could not process manifest file/,
  ],
  [
    'ssh root@node01 \'echo "__proto__: {a: 1}" > /etc/kubernetes/manifests/x.yaml; sleep 3; journalctl -n 1\'',
    /couldn't parse as pod/,
  ],
  [
    'head -c 100000 /dev/urandom > c; openssl x509 -in c -noout -text; openssl req -in c -text',
    /Could not read certificate from c/,
  ],
  [
    "printf -- '-----BEGIN CERTIFICATE-----\\nMIIB/////w==\\n-----END CERTIFICATE-----\\n' > c; openssl x509 -in c -noout -text",
    /Could not read certificate/,
  ],
  ['sudo sudo sudo sudo whoami', /^root\n$/],
  ["ssh node01 'rm -rf / ; ls /; hostname'", /node01\n$/],
  ["ssh root@node01 'rm -rf /* ; hostname; systemctl restart kubelet; systemctl is-active kubelet'", /activating\n$/],
])('survives %s', async (script, wanted) => {
  expect(await createTestHosts(1).run(script)).toMatch(wanted);
});

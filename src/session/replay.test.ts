import { describe, expect, it } from 'vitest';
import { hostTurn } from '../cli/host-turn.ts';
import { gradeSession } from './grade-session.ts';
import type { SessionFile } from './protocol.ts';
import { readSessionFile } from './session-file.ts';
import { type HeardSession, openSession, PACK } from './session-for-test.ts';

/** Prints everything there is, so that equal terminal bytes mean equal clusters. */
const DUMP = 'kubectl get no,po,ds,controllerrevisions,ns,ev,cm,sa -A -o json | cat; cat .kube/config; echo done $?\r';

const manifest = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: c, image: nginx:1.25}]}
`;

async function interrupt(heard: HeardSession, turns: number): Promise<void> {
  for (let i = 0; i < turns; i++) await hostTurn();
  await heard.type('\x03');
}

const stories: readonly (readonly [string, (heard: HeardSession) => Promise<void>])[] = [
  [
    'a here-document, Tab and Ctrl-R',
    async (heard) => {
      await heard.type(`\x1b[200~cat > a.yaml <<'EOF'\n${manifest}EOF\n\x1b[201~`);
      await heard.pass(500);
      await heard.type('kubectl app');
      await heard.type('\t');
      await heard.type('-f a.y');
      await heard.type('\t');
      await heard.type('\r');
      await heard.pass(30_000);
      await heard.type('\x12');
      await heard.type('appl');
      await heard.type('\r');
      await heard.pass(1_234);
    },
  ],
  [
    'a watch that ends with Ctrl-C while pods come and go',
    async (heard) => {
      await heard.session.apply({ kind: 'write-file', path: '/root/a.yaml', text: manifest });
      await heard.type('k apply -f a.yaml\r');
      await heard.type('k get po -w\r');
      await heard.pass(7_000);
      await heard.type('\x03');
      await heard.type('echo $?\r');
      await heard.type('k delete ds agent --wait=false; sleep 3; k get po\r');
      await heard.pass(10_000);
    },
  ],
  [
    'an endless loop interrupted while it computes',
    async (heard) => {
      const loop = heard.type('i=0; while true; do i=$((i+1)); done\r');
      await interrupt(heard, 30);
      await loop;
      await heard.type('echo $i $?\r');
    },
  ],
  [
    'a loop of sleeps interrupted in the middle of time passing, twice',
    async (heard) => {
      await heard.type('for n in 1 2 3 4 5 6; do sleep 1; echo $n; done\r');
      const passing = heard.pass(20_000);
      await interrupt(heard, 4);
      await interrupt(heard, 1);
      await passing;
      await heard.type('echo $? $n\r');
      await heard.pass(5_000);
    },
  ],
  [
    'keys typed ahead at one instant',
    async (heard) => {
      await heard.type('echo one > f\r');
      await heard.type('\x03');
      await heard.type('sl');
      await heard.type('eep 2\r');
      await heard.type('\x03');
      await heard.type('cat f\r');
    },
  ],
  [
    'an editor, another task, hints and a new size',
    async (heard) => {
      await heard.session.apply({ kind: 'resize', columns: 120, rows: 40 });
      await heard.type('k create cm box --from-literal=a=1; k edit cm box\r');
      await heard.pass(1_000);
      const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: box\n  namespace: default\ndata:\n  a: "2"\n';
      await heard.session.apply({ kind: 'editor-closed', id: heard.edits.at(-1) ?? 1, text });
      await heard.pass(1_000);
      await heard.type('k get cm box -o yaml\r');
      await heard.session.apply({ kind: 'start-task', task: 'from-skeleton' });
      await heard.session.apply({ kind: 'hint', task: 'from-skeleton' });
      await heard.type(PACK.tasks.find(({ id }) => id === 'from-skeleton')!.solution.replaceAll('\n', '\r'));
      await heard.pass(60_000);
      await heard.session.apply({ kind: 'editor-closed', id: 999, text: 'nobody asked' });
    },
  ],
];

describe('a session that is replayed from its file', () => {
  it.each(stories)('repeats %s', async (_name, story) => {
    const first = await openSession();
    await story(first);
    await first.type(DUMP);
    await first.pass(5_000);
    expect(first.tty()).toContain('done 0');

    const file = JSON.parse(JSON.stringify(first.session.file())) as SessionFile;
    const read = readSessionFile(file, PACK);
    if ('refusal' in read) throw new Error(read.refusal);
    const second = await openSession();
    await second.session.replay(read.file);
    expect(second.tty()).toBe(first.tty());
    expect(second.session.grades()).toEqual(first.session.grades());
    expect(second.session.changes()).toEqual(first.session.changes());
    expect(second.session.file().inputs.map(({ at, input }) => [at, input])).toEqual(
      file.inputs.map(({ at, input }) => [at, input]),
    );

    const third = await openSession();
    await third.session.replay({ ...file, inputs: first.logged });
    expect(third.session.grades()).toEqual(first.session.grades());
    const graded = await gradeSession(PACK, read.file, hostTurn);
    expect(graded.earned).toBe(first.session.grades().reduce((sum, { earned }) => sum + earned, 0));
  });
});

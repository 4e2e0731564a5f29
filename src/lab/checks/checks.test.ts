import { describe, expect, it } from 'vitest';
import { daemonSets, events, nodes, pods } from '../../api/resources.ts';
import { defaultNodes } from '../../cluster/cluster-shapes.ts';
import { createCluster } from '../../cluster/create-cluster.ts';
import { ADMIN } from '../../session/machine.ts';
import { machineGradeSource } from '../../session/machine-grade-source.ts';
import { checkCel } from './cel.ts';
import { checkDaemonPods } from './daemon-pods.ts';
import { checkFile } from './file.ts';
import { checkWhatIf } from './what-if.ts';

const cluster = createCluster({ seed: 3, startAt: Date.UTC(2026, 0, 5), nodes: defaultNodes(2), bare: true });
const client = cluster.apiserver.client(ADMIN);
const labels = { app: 'agent' };
client.create(daemonSets, 'default', {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'agent' },
  spec: {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx:1.25' }] } },
  },
} as never);
cluster.world.clock.advanceTo(cluster.world.clock.now() + 30_000);
const files: Record<string, string> = { '/root/f': ' b \n\na\n', '/root/empty': '' };
const source = machineGradeSource(cluster, {
  kind: (path) => (Object.hasOwn(files, path) ? 'file' : undefined),
  read: (path) => files[path],
});
const dump = () =>
  JSON.stringify([
    [nodes, pods, daemonSets, events].map((one) => client.list(one as typeof pods)),
    cluster.world.clock.snapshot(),
  ]);
const onNodes = (...wanted: string[]) =>
  ({ check: 'daemon-pods', daemonSet: 'agent', namespace: 'default', nodes: wanted }) as const;

describe('checks', () => {
  it.each<[string, string, boolean, RegExp]>([
    ['a fact', 'ds.status.numberReady == 2', true, /2/],
    ['no fact', 'ds.status.numberReady == 3', false, /2/],
    ['a field that is not there', 'ds.spec.nosuch == 1', false, /2/],
    ['a value that is no truth', 'ds.status.numberReady', false, /2/],
    ['a mistake of syntax', 'ds.status.(', false, /2/],
    ['a missing object', 'gone == null', true, /2/],
    ['a list', 'all.size() == 2', true, /2/],
  ])('cel: %s', (_name, pass, passed, found) => {
    const objects = {
      ds: { kind: 'DaemonSet', namespace: 'default', name: 'agent' },
      gone: { kind: 'Pod', namespace: 'default', name: 'gone' },
      all: { kind: 'Pod', namespace: 'default', labels: 'app=agent' },
    };
    const told = 'string(ds.status.numberReady)';
    const outcome = checkCel({ check: 'cel', objects, pass, expected: 'x', found: told }, source);
    expect(outcome.passed).toBe(passed);
    expect(outcome.found).toMatch(found);
  });

  it.each<[readonly string[], boolean]>([
    [['node02', 'node01'], true],
    [['node01'], false],
    [['node01', 'node02', 'controlplane'], false],
  ])('daemon-pods: %j', (wanted, passed) => {
    expect(checkDaemonPods(onNodes(...wanted), source).passed).toBe(passed);
    expect(checkDaemonPods({ ...onNodes(...wanted), daemonSet: 'gone' }, source)).toMatchObject({ passed: false });
  });

  it.each<[string, readonly string[], boolean, boolean, string]>([
    ['f', ['b', 'a'], false, true, 'b | a'],
    ['/root/f', ['a', 'b'], false, false, 'b | a'],
    ['f', ['a', 'b'], true, true, 'a | b'],
    ['empty', ['a'], false, false, 'an empty file'],
    ['../etc/shadow', ['a'], false, false, 'there is no file ../etc/shadow'],
    ['__proto__', ['a'], false, false, 'there is no file __proto__'],
  ])('file: %s with %j', (path, lines, anyOrder, passed, found) => {
    expect(checkFile({ check: 'file', path, lines: [...lines], anyOrder }, source)).toMatchObject({ passed, found });
  });

  it('what-if: asks a copy and leaves the original as it is', () => {
    const before = dump();
    const ask = (step: Parameters<typeof source.whatIf>[0][number], ...wanted: string[]) =>
      checkWhatIf({ check: 'what-if', steps: [step], seconds: 60, expect: onNodes(...wanted) }, source).passed;
    expect(ask({ addNode: { name: 'new' } }, 'node01', 'node02', 'new')).toBe(true);
    expect(ask({ deletePods: { namespace: 'default', labels: 'app=agent' } }, 'node01', 'node02')).toBe(true);
    const taints = [{ key: 'k', effect: 'NoExecute' as const }];
    expect(ask({ taintNode: { name: 'node01', taints } }, 'node02')).toBe(true);
    expect(ask({ labelNode: { name: 'gone', labels: { a: 'b' } } }, 'node01', 'node02')).toBe(true);
    expect(dump()).toBe(before);
  });
});

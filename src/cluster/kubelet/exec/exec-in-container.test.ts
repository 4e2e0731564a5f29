import { describe, expect, it } from 'vitest';
import { configMaps, pods, secrets } from '../../../api/resources.ts';
import { defaultNodes } from '../../cluster-shapes.ts';
import { createCluster } from '../../create-cluster.ts';
import { execInContainer } from '../../exec-in-container.ts';

const startAt = Date.UTC(2026, 0, 5, 9);

function open(container: object = {}, spec: object = {}) {
  const cluster = createCluster({ seed: 3, startAt, nodes: defaultNodes(1), bare: true });
  const client = cluster.apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  const metadata = { name: 'settings' };
  client.create(configMaps, 'default', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { color: 'blue\n' } });
  client.create(secrets, 'default', { apiVersion: 'v1', kind: 'Secret', metadata, data: { key: 'c2VjcmV0' } } as never);
  client.create(pods, 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', labels: { app: 'a' } },
    spec: {
      containers: [
        {
          name: 'c',
          image: 'busybox:1.36',
          command: ['sh', '-c', 'echo hello > /tmp/greeting; sleep 3600'],
          env: [
            { name: 'COLOR', valueFrom: { configMapKeyRef: { name: 'settings', key: 'color' } } },
            { name: 'KEY', valueFrom: { secretKeyRef: { name: 'settings', key: 'key' } } },
            { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
            { name: 'BOTH', value: '$(NODE)/$(KEY)' },
          ],
          volumeMounts: [
            { name: 'config', mountPath: '/etc/settings' },
            { name: 'info', mountPath: '/etc/info' },
            { name: 'scratch', mountPath: '/scratch' },
          ],
          ...container,
        },
      ],
      volumes: [
        { name: 'config', configMap: { name: 'settings' } },
        { name: 'info', downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
        { name: 'scratch', emptyDir: {} },
      ],
      ...spec,
    },
  } as never);
  const { clock } = cluster.world;
  const after = (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000);
  after(20);
  const run = (...command: string[]) =>
    execInContainer({ client, kubelets: cluster.kubelets }, 'default', 'p', '', command);
  return {
    after,
    run,
    sh: (script: string) => run('sh', '-c', script),
    pod: () => client.get(pods, 'default', 'p')!,
    log: () => cluster.kubelets.containerLog(client.get(pods, 'default', 'p')!, 'c', {}),
  };
}

describe('a command in a container', () => {
  const test = open();
  it.each([
    ['echo hello', 'hello\n'],
    ['cat /etc/settings/color', 'blue\n'],
    ['cat /etc/info/labels', 'app="a"'],
    ['echo $COLOR-$KEY; echo "$BOTH"', 'blue -secret\nnode01/secret\n'],
    ['hostname', 'p\n'],
    ['ls /etc/settings', 'color\n'],
    ['cat /tmp/greeting', 'hello\n'],
    ['for i in 1 2 3; do echo -n $i; done', '123'],
    ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); done; echo $i', '3\n'],
    ['if [ -f /tmp/none ]; then echo yes; else echo no; fi', 'no\n'],
    ['printf "a\\nb\\nc\\n" | grep -v b | wc -l', '2\n'],
    ['echo "it is $(date -u +%Y-%m-%d)"', 'it is 2026-01-05\n'],
    ['echo lost 2>&1 >/dev/null', ''],
    ['false && echo a || echo b', 'b\n'],
    ['env | grep ^KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_HOST=10.96.0.1\n'],
    ['echo `whoami`', 'root\n'],
  ])('%s', (script, stdout) => {
    expect(test.sh(script)).toMatchObject({ kind: 'ran', stdout, stderr: '', exitCode: 0 });
  });

  it.each([
    [['sh', '-c', 'exit 7'], 7, ''],
    [['cat', '/none'], 1, "cat: can't open '/none': No such file or directory\n"],
    [['sh', '-c', 'echo "a'], 2, 'sh: syntax error: unterminated quoted string\n'],
    [['sh', '-c', 'if true; then echo'], 2, 'sh: syntax error: unexpected end of file (expecting "fi")\n'],
    [['wget', '-qO-', 'http://web'], 1, "wget: bad address 'web'\n"],
    [['nc', '-z', 'web', '80'], 127, 'not simulated in Drydock: the program nc in a container\n'],
  ])('%j', (command, exitCode, stderr) => {
    expect(test.run(...command)).toMatchObject({ kind: 'ran', exitCode, stderr });
  });

  it('is refused when the image has no such program', () => {
    expect(test.run('nosuch')).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('exec: "nosuch": executable file not found in $PATH'),
    });
  });

  it('ends whatever the script', () => {
    expect(test.sh('while true; do true; done')).toMatchObject({ kind: 'ran' });
    expect(test.sh('( '.repeat(500))).toMatchObject({ kind: 'ran', exitCode: 2 });
    expect(test.sh('echo $((((1')).toMatchObject({ kind: 'ran' });
  });

  it('leaves what it wrote', () => {
    test.sh('echo one > /scratch/a; touch /tmp/b');
    expect(test.sh('cat /scratch/a; ls /tmp')).toMatchObject({ stdout: 'one\nb\ngreeting\n' });
  });

  it('makes a readiness probe succeed', () => {
    const readinessProbe = { exec: { command: ['cat', '/tmp/ready'] }, periodSeconds: 5 };
    const probed = open({ readinessProbe });
    expect(probed.pod().status.containerStatuses?.[0]?.ready).toBe(false);
    probed.sh('touch /tmp/ready');
    probed.after(6);
    expect(probed.pod().status.containerStatuses?.[0]?.ready).toBe(true);
    probed.sh('rm /tmp/ready');
    probed.after(16);
    expect(probed.pod().status.containerStatuses?.[0]?.ready).toBe(false);
  });

  it('can end the container', () => {
    const server = open({ image: 'nginx:1.25', command: undefined });
    server.sh('kill 1');
    server.after(3);
    expect(server.pod().status.containerStatuses?.[0]?.restartCount).toBe(1);
  });

  it('is told again by the log', () => {
    const counter = open({ command: ['sh', '-c', 'i=0; while true; do echo "$NODE $i"; i=$((i+1)); sleep 5; done'] });
    const log = counter.log();
    expect('lines' in log && log.lines.map(({ text }) => text).slice(0, 3)).toEqual([
      'node01 0',
      'node01 1',
      'node01 2',
    ]);
  });
});

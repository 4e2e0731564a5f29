import { describe, expect, it } from 'vitest';
import { events, pods } from '../../api/resources.ts';
import type { PodSpec } from '../../api/types/pod.ts';
import { defaultNodes } from '../cluster-shapes.ts';
import { createCluster } from '../create-cluster.ts';

/** One pod on a real little cluster. */
function run(spec: Partial<PodSpec>) {
  const cluster = createCluster({ seed: 3, startAt: Date.UTC(2026, 0, 5), nodes: defaultNodes(1), bare: true });
  const client = cluster.apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  const metadata = { name: 'p' };
  client.create(pods, 'default', { apiVersion: 'v1', kind: 'Pod', metadata, spec } as never);
  const { clock } = cluster.world;
  return {
    client,
    after: (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000),
    pod: () => client.get(pods, 'default', 'p'),
    status: () => client.get(pods, 'default', 'p')?.status.containerStatuses?.[0],
    said: () =>
      client
        .list(events, { namespace: 'default' })
        .filter(({ involvedObject }) => involvedObject.kind === 'Pod')
        .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
        .map(({ type, reason, message }) => `${type} ${reason} ${message}`.replace(/[0-9.]+m?s /g, '<time> ')),
  };
}

const busybox = (command: readonly string[], rest: object = {}) => [
  { name: 'c', image: 'busybox:1.36', command, ...rest },
];

describe('a kubelet', () => {
  it('backs off from a container that crashes', () => {
    const test = run({ containers: busybox(['sh', '-c', 'sleep 1; exit 3']) });
    test.after(60);
    expect(test.status()?.restartCount).toBeGreaterThanOrEqual(2);
    expect(test.status()?.lastState?.terminated ?? test.status()?.state?.terminated).toMatchObject({
      exitCode: 3,
      reason: 'Error',
    });
    const { uid } = test.pod()!.metadata;
    expect(test.said()).toContain(`Warning BackOff Back-off restarting failed container c in pod p_default(${uid})`);
    const seen = new Set<string | undefined>();
    for (let i = 0; i < 120; i++) {
      test.after(1);
      seen.add(test.status()?.state?.waiting?.message);
    }
    expect(seen).toContain(`back-off 40s restarting failed container=c pod=p_default(${uid})`);
  });

  it.each([
    ['Never', ['false'], 'Failed', 0],
    ['Never', ['true'], 'Succeeded', 0],
    ['OnFailure', ['true'], 'Succeeded', 0],
  ] as const)('ends a pod with restartPolicy %s that runs %j as %s', (restartPolicy, command, phase, restarts) => {
    const test = run({ restartPolicy, containers: busybox(command) });
    test.after(30);
    expect([test.pod()?.status.phase, test.status()?.restartCount]).toEqual([phase, restarts]);
  });

  it('pulls again and again what is not there', () => {
    const test = run({ containers: [{ name: 'c', image: 'nginx:nosuchtag' }] });
    test.after(5);
    expect(test.status()?.state?.waiting?.reason).toBe('ErrImagePull');
    test.after(30);
    expect(test.status()?.state?.waiting).toMatchObject({
      reason: 'ImagePullBackOff',
      message: expect.stringMatching(/^Back-off pulling image "nginx:nosuchtag": ErrImagePull: rpc error/),
    });
    expect(test.said()).toContain('Normal BackOff Back-off pulling image "nginx:nosuchtag"');
  });

  it('restarts a container whose liveness probe fails', () => {
    const livenessProbe = { httpGet: { path: '/healthz', port: 80 }, periodSeconds: 2, failureThreshold: 2 };
    const test = run({ containers: [{ name: 'c', image: 'nginx:1.25', livenessProbe }] } as never);
    test.after(20);
    expect(test.said()).toContain('Warning Unhealthy Liveness probe failed: HTTP probe failed with statuscode: 404');
    expect(test.said()).toContain('Normal Killing Container c failed liveness probe, will be restarted');
    expect(test.status()?.restartCount).toBeGreaterThan(0);
  });

  it('runs init containers one after the other, and sidecars on', () => {
    const init = (name: string, rest: object = {}) => ({
      name,
      image: 'busybox:1.36',
      command: ['sh', '-c', 'sleep 3'],
      ...rest,
    });
    const sidecar = { command: ['sleep', '3600'], restartPolicy: 'Always' };
    const test = run({
      initContainers: [init('a'), init('s', sidecar), init('b')],
      containers: busybox(['sleep', '99']),
    });
    test.after(3);
    expect(test.status()?.state?.waiting?.reason).toBe('PodInitializing');
    expect(test.pod()?.status.conditions?.find(({ type }) => type === 'Initialized')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotInitialized',
      message: 'containers with incomplete status: [a s b]',
    });
    test.after(20);
    const { status } = test.pod()!;
    expect(status.phase).toBe('Running');
    expect(status.initContainerStatuses?.map(({ name, state }) => [name, Object.keys(state ?? {})])).toEqual([
      ['a', ['terminated']],
      ['s', ['running']],
      ['b', ['terminated']],
    ]);
  });

  it('kills what ignores SIGTERM when its time is over', () => {
    const test = run({ terminationGracePeriodSeconds: 10, containers: busybox(['sleep', '3600']) });
    test.after(10);
    test.client.delete(pods, 'default', 'p');
    test.after(9);
    expect(test.pod()).toBeDefined();
    test.after(3);
    expect(test.pod()).toBeUndefined();
  });

  it('waits for a ConfigMap that is missing', () => {
    const env = [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }];
    const test = run({ containers: busybox(['sleep', '99'], { env }) });
    test.after(10);
    expect(test.status()?.state?.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'configmap "settings" not found',
    });
    expect(test.said()).toContain('Warning Failed Error: configmap "settings" not found');
  });
});

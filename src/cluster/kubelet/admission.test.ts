import { describe, expect, it } from 'vitest';
import { events, nodes, pods } from '../../api/resources.ts';
import { defaultNodes } from '../cluster-shapes.ts';
import { createCluster } from '../create-cluster.ts';

function open(workers = 1) {
  const cluster = createCluster({ seed: 3, startAt: Date.UTC(2026, 0, 5), nodes: defaultNodes(workers), bare: true });
  const client = cluster.apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  const { clock } = cluster.world;
  return {
    client,
    kubelets: cluster.kubelets,
    after: (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000),
    /** A pod that names its node itself, as one that the scheduler never saw. */
    put: (name: string, container: object = {}, spec: object = {}, metadata: object = {}) =>
      client.create(pods, 'default', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, ...metadata },
        spec: { nodeName: 'node01', containers: [{ name: 'c', image: 'nginx:1.25', ...container }], ...spec },
      } as never),
    status: (name: string) => client.get(pods, 'default', name)!.status,
    said: (reason: string) =>
      client.list(events).flatMap((event) => (event.reason === reason ? [event.message ?? ''] : [])),
  };
}

const requests = (cpu: string, memory = '1Mi') => ({ resources: { requests: { cpu, memory } } });

describe('admission by the kubelet', () => {
  it.each([
    [
      'OutOfcpu',
      "Node didn't have enough resource: cpu, requested: 2000, used: 3000, capacity: 4000",
      requests('2'),
      {},
    ],
    [
      'OutOfmemory',
      "Node didn't have enough resource: memory, requested: 10737418240, used: 1048576, capacity: 8485076992",
      requests('1m', '10Gi'),
      {},
    ],
    [
      'NodeAffinity',
      "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
      {},
      { nodeSelector: { disk: 'ssd' } },
    ],
    [
      'NodePorts',
      "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports",
      { ports: [{ containerPort: 80, hostPort: 8080 }] },
      {},
    ],
  ])('refuses with %s', (reason, message, container, spec) => {
    const test = open();
    test.put('first', { ...requests('3'), ports: [{ containerPort: 80, hostPort: 8080 }] });
    test.after(5);
    test.put('second', container, spec);
    test.after(5);
    expect(test.status('first').phase).toBe('Running');
    expect(test.status('second')).toEqual({
      phase: 'Failed',
      qosClass: expect.any(String),
      reason,
      message: `Pod was rejected: ${message}`,
      startTime: '2026-01-05T00:00:05Z',
    });
    expect(test.said(reason)).toEqual([message]);
  });

  it('takes a pod again when another is gone', () => {
    const test = open();
    test.put('first', requests('3'));
    test.after(5);
    test.client.delete(pods, 'default', 'first');
    test.after(5);
    test.put('second', requests('3'));
    test.after(5);
    expect(test.status('second').phase).toBe('Running');
  });

  it('makes room for a static pod', () => {
    const test = open();
    test.put('burst', requests('3'));
    test.after(5);
    const spec = { containers: [{ name: 'c', image: 'nginx:1.25', ...requests('2') }] };
    test.kubelets.writeManifest('node01', 'web.yaml', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec,
    } as never);
    test.after(5);
    expect(test.status('web-node01').phase).toBe('Running');
    expect(test.status('burst')).toMatchObject({
      phase: 'Failed',
      reason: 'Preempting',
      message: 'Preempted in order to admit critical pod',
    });
  });
});

describe('a node that is short of memory', () => {
  it('says so, evicts, and recovers', () => {
    const test = open();
    test.put('big', { image: 'mysql:8', env: [{ name: 'MYSQL_ROOT_PASSWORD', value: 'x' }] });
    test.put('small', { resources: { requests: { memory: '64Mi' }, limits: { memory: '64Mi' } } });
    test.after(30);
    test.kubelets.setPressure('node01', 'memory', '50Mi');
    test.after(20);
    expect(test.status('big')).toMatchObject({
      phase: 'Failed',
      reason: 'Evicted',
      message:
        'The node was low on resource: memory. Threshold quantity: 100Mi, available: 50Mi. Container c was using 360Mi, request is 0, has larger consumption of memory. ',
    });
    expect(test.status('big').conditions).toContainEqual(
      expect.objectContaining({ type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet' }),
    );
    expect(test.status('small').phase).toBe('Running');
    const condition = () =>
      test.client.get(nodes, undefined, 'node01')?.status.conditions?.find(({ type }) => type === 'MemoryPressure');
    expect(condition()).toMatchObject({ status: 'True', reason: 'KubeletHasInsufficientMemory' });
    expect(test.client.get(nodes, undefined, 'node01')?.spec.taints?.map(({ key }) => key)).toContain(
      'node.kubernetes.io/memory-pressure',
    );
    test.put('late');
    test.after(2);
    expect(test.status('late')).toMatchObject({
      reason: 'Evicted',
      message: 'Pod was rejected: The node had condition: [MemoryPressure]. ',
    });
    test.kubelets.setPressure('node01', 'memory', undefined);
    test.after(330);
    expect(condition()?.status).toBe('False');
    expect(test.said('EvictionThresholdMet')[0]).toBe('Attempting to reclaim memory');
  });
});

describe('a container that cannot live', () => {
  it('is killed for want of memory', () => {
    const test = open();
    test.put('p', {
      image: 'polinux/stress',
      command: ['stress'],
      args: ['--vm', '1', '--vm-bytes', '250M', '--vm-hang', '1'],
      resources: { limits: { memory: '100Mi' } },
    });
    test.after(8);
    const [status] = test.status('p').containerStatuses ?? [];
    const terminated = status?.state?.terminated ?? status?.lastState?.terminated;
    expect(terminated).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  });

  it('does not start with a program that its image lacks', () => {
    const test = open();
    test.put('p', { image: 'registry.k8s.io/pause:3.10', command: ['nosuch'] });
    test.after(4);
    const message = expect.stringMatching(/exec: "nosuch": executable file not found in \$PATH: unknown$/);
    const first = test.status('p').containerStatuses?.[0];
    expect(first?.state?.waiting).toMatchObject({ reason: 'RunContainerError', message });
    const seen = new Set<string | undefined>();
    for (let i = 0; i < 40; i++) {
      test.after(1);
      seen.add(test.status('p').containerStatuses?.[0]?.state?.waiting?.reason);
    }
    expect(seen).toEqual(new Set(['RunContainerError', 'CrashLoopBackOff']));
    const second = test.status('p').containerStatuses?.[0];
    expect(second?.lastState?.terminated).toMatchObject({
      reason: 'StartError',
      exitCode: 128,
      message,
      startedAt: '1970-01-01T00:00:00Z',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { events, pods } from '../../api/resources.ts';
import type { Pod } from '../../api/types/pod.ts';
import { defaultNodes } from '../cluster-shapes.ts';
import { createCluster } from '../create-cluster.ts';
import { nextPodAction } from './next-pod-action.ts';
import { addEphemeralRecords, newContainerRecords } from './pod-containers.ts';
import { podPhase } from './pod-phase.ts';
import { newPodRecord } from './pod-record.ts';

function open(container: object, spec: object = {}) {
  const cluster = createCluster({ seed: 3, startAt: Date.UTC(2026, 0, 5), nodes: defaultNodes(1), bare: true });
  const client = cluster.apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  client.create(pods, 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', image: 'busybox:1.36', ...container }], ...spec },
  } as never);
  const { clock } = cluster.world;
  const get = (): Pod | undefined => client.get(pods, 'default', 'p');
  return {
    client,
    cluster,
    get,
    status: () => get()!.status.containerStatuses![0]!,
    after: (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000),
    said: () => client.list(events).map(({ reason, message }) => `${reason} ${message}`),
    uid: () => get()!.metadata.uid,
  };
}

const script = (text: string) => ({ command: ['sh', '-c', text] });

describe('the life of a container', () => {
  it('ends sidecars after the others, the last first', () => {
    const sidecar = (name: string) => ({ name, image: 'nginx:1.25', restartPolicy: 'Always' });
    const test = open(
      { image: 'nginx:1.25', lifecycle: { preStop: { sleep: { seconds: 5 } } } },
      { initContainers: [sidecar('one'), sidecar('two')] },
    );
    test.after(20);
    expect(test.get()?.status.phase).toBe('Running');
    // A finalizer keeps the pod, so that its end can be read.
    test.client.patch(pods, 'default', 'p', 'merge', { metadata: { finalizers: ['example.com/keep'] } });
    test.client.delete(pods, 'default', 'p');
    test.after(20);
    const { initContainerStatuses = [], containerStatuses = [] } = test.get()!.status;
    const end = (name: string) =>
      [...initContainerStatuses, ...containerStatuses].find((status) => status.name === name)?.state?.terminated
        ?.finishedAt;
    expect(end('c')! >= '2026-01-05T00:00:25Z').toBe(true);
    expect([end('c')! <= end('two')!, end('two')! <= end('one')!]).toEqual([true, true]);
  });

  it('is killed when its postStart hook fails', () => {
    const test = open({ image: 'nginx:1.25', lifecycle: { postStart: { exec: script('exit 3') } } });
    test.after(8);
    expect(test.said()).toEqual(
      expect.arrayContaining(['FailedPostStartHook PostStartHook failed', 'Killing FailedPostStartHook']),
    );
    expect(test.status().restartCount).toBeGreaterThan(0);
  });

  it('waits for its postStart hook', () => {
    const hook = { postStart: { exec: script('sleep 10; echo done > /tmp/done') } };
    const test = open({ image: 'nginx:1.25', lifecycle: hook });
    test.after(8);
    expect(test.get()?.status.phase).toBe('Pending');
    test.after(10);
    expect(test.get()?.status.phase).toBe('Running');
  });

  it('says when its preStop hook fails', () => {
    const test = open({ image: 'nginx:1.25', lifecycle: { preStop: { httpGet: { port: 8080 } } } });
    test.after(8);
    test.client.delete(pods, 'default', 'p');
    test.after(5);
    expect(test.said()).toContain('FailedPreStopHook PreStopHook failed');
    expect(test.get()).toBeUndefined();
  });

  it.each([
    [
      'its file',
      { terminationMessagePath: '/dev/termination-log' },
      'echo bad > /dev/termination-log; exit 2',
      'bad\n',
    ],
    ['its log', { terminationMessagePolicy: 'FallbackToLogsOnError' }, 'echo one; echo two; exit 2', 'one\ntwo\n'],
    ['neither', {}, 'echo one; exit 2', undefined],
  ])('leaves a message in %s', (_where, rest, text, message) => {
    const test = open({ ...script(text), ...rest }, { restartPolicy: 'Never' });
    test.after(10);
    expect(test.status().state?.terminated).toMatchObject({ exitCode: 2, reason: 'Error' });
    expect(test.status().state?.terminated?.message).toBe(message);
  });

  it('ends as its environment says', () => {
    const env = [{ name: 'CODE', value: '4' }];
    const test = open(
      { ...script('if [ "$CODE" = 4 ]; then sleep 2; exit $CODE; fi'), env },
      { restartPolicy: 'Never' },
    );
    test.after(10);
    expect(test.status().state?.terminated?.exitCode).toBe(4);
  });

  it.each([
    [{ runAsNonRoot: true }, 'container has runAsNonRoot and image will run as root'],
    [{ runAsNonRoot: true, runAsUser: 0 }, "container's runAsUser breaks non-root policy"],
  ])('does not run as root with %j', (securityContext, message) => {
    const test = open({ ...script('sleep 99'), securityContext });
    test.after(8);
    expect(test.status().state?.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: `${message} (pod: "p_default(${test.uid()})", container: c)`,
    });
  });

  it('waits for volumes', () => {
    const volumes = [{ name: 'v', projected: { sources: [{ configMap: { name: 'none' } }] } }];
    const test = open(script('sleep 99'), { volumes });
    test.after(140);
    expect(test.said()).toEqual(
      expect.arrayContaining([
        'FailedMount MountVolume.SetUp failed for volume "v" : configmap "none" not found',
        expect.stringMatching(
          /^FailedMount Unable to attach or mount volumes: unmounted volumes=\[v\], unattached volumes=\[\], failed to process volumes=\[\]: context deadline exceeded$/,
        ),
      ]),
    );
    expect(test.status().state?.waiting?.reason).toBe('ContainerCreating');
  });
});

describe('a container for debugging', () => {
  it('starts beside the others and changes nothing for them', () => {
    const test = open({ image: 'nginx:1.25' });
    test.after(8);
    const pod = test.get()!;
    const spec = { ...pod.spec, ephemeralContainers: [{ name: 'debugger', image: 'busybox:1.36' }] } as Pod['spec'];
    const metadata = { uid: pod.metadata.uid, namespace: 'default', name: 'p', node: 'node01' };
    const record = newPodRecord(metadata, newContainerRecords(pod.spec));
    Object.assign(record, { startedAt: 0, sandbox: true });
    Object.assign(record.containers[0]!, { phase: 'running', starts: 1, started: true, ready: true });
    addEphemeralRecords(spec, record.containers);
    addEphemeralRecords(spec, record.containers);
    expect(record.containers.map(({ role }) => role)).toEqual(['main', 'ephemeral']);
    expect(nextPodAction({ ...pod, spec }, record, 1)).toEqual({ kind: 'start-container', container: 1 });
    Object.assign(record.containers[1]!, { phase: 'exited', starts: 1, exitCode: 3 });
    expect(nextPodAction({ ...pod, spec }, record, 1)).toMatchObject({ kind: 'wait' });
    expect(podPhase(spec, record, false)).toBe('Running');
  });
});

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
    const seen = new Set<string | undefined>();
    for (let i = 0; i < 300; i++) {
      test.after(0.1);
      const { waiting } = test.status().state ?? {};
      if (waiting?.reason === 'PostStartHookError') seen.add(waiting.message);
    }
    expect([...seen]).toEqual([
      `Exec lifecycle hook ([sh -c exit 3]) for Container "c" in Pod "p_default(${test.uid()})" failed - error: command 'sh -c exit 3' exited with 3: , message: ""`,
    ]);
  });

  it.each([
    [
      { exec: { command: ['nosuch'] } },
      /^Unhealthy Readiness probe errored and resulted in unknown state: rpc error: code = Unknown desc = failed to exec in container: failed to start exec "[0-9a-f]{64}": OCI runtime exec failed: exec failed: unable to start container process: exec: "nosuch": executable file not found in \$PATH/,
    ],
    [
      { exec: { command: ['sleep', '10'] } },
      /^Unhealthy Readiness probe failed: command timed out: "sleep 10" timed out after 1s$/,
    ],
    [
      { httpGet: { port: 'web' } },
      /^Unhealthy Readiness probe errored and resulted in unknown state: strconv.Atoi: parsing "web": invalid syntax$/,
    ],
    [
      { httpGet: { port: 80, scheme: 'HTTPS' } },
      /^Unhealthy Readiness probe failed: Get "https:\/\/10\.\S+:80\/": http: server gave HTTP response to HTTPS client$/,
    ],
    [
      { httpGet: { port: 80, path: '/x' } },
      /^Unhealthy Readiness probe failed: HTTP probe failed with statuscode: 404$/,
    ],
    [
      { tcpSocket: { port: 81 } },
      /^Unhealthy Readiness probe failed: dial tcp 10\.\S+:81: connect: connection refused$/,
    ],
  ])('is looked at by the probe %j', (readinessProbe, said) => {
    const image = 'exec' in readinessProbe ? 'busybox:1.36' : 'nginx:1.25';
    const test = open({ image, readinessProbe, ...('exec' in readinessProbe ? { command: ['sleep', '3600'] } : {}) });
    test.after(30);
    expect(test.said().find((text) => text.startsWith('Unhealthy'))).toMatch(said);
    expect(test.status()).toMatchObject({ ready: false, started: true });
  });

  it.each([
    ['Never', 'Killing Container c failed liveness probe'],
    ['Always', 'Killing Container c failed liveness probe, will be restarted'],
  ])('is killed by its liveness probe with restartPolicy %s', (restartPolicy, said) => {
    const livenessProbe = { exec: { command: ['false'] }, periodSeconds: 1, failureThreshold: 1 };
    const test = open({ command: ['sleep', '3600'], livenessProbe }, { restartPolicy });
    test.after(20);
    expect(test.said()).toContain(said);
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

import { describe, expect, it } from 'vitest';
import { isPodReady } from '../../../api/pod-conditions.ts';
import { controllerRevisions, daemonSets, nodes, pods } from '../../../api/resources.ts';
import { createWorld } from '../../../sim/world.ts';
import { createRegistry } from '../../apiserver/rest/registry.ts';
import { createClient } from '../../client/create-client.ts';
import { createDaemonSetController } from './daemon-set-controller.ts';
import { labels, rolling, start, template } from './daemon-set-for-test.ts';
import { targetNodeOf } from './node-name-affinity.ts';

describe('the DaemonSet controller', () => {
  it('runs a pod on every node and says so', () => {
    const test = start(3);
    expect(test.all().map(targetNodeOf)).toHaveLength(3);
    expect(new Set(test.all().map(targetNodeOf)).size).toBe(3);
    const [pod] = test.all();
    expect(pod!.metadata).toMatchObject({
      generateName: 'agent-',
      labels: { app: 'agent', 'pod-template-generation': '1' },
      ownerReferences: [{ kind: 'DaemonSet', name: 'agent', controller: true, blockOwnerDeletion: true }],
    });
    expect(pod!.spec.tolerations).toHaveLength(6);
    expect(test.said.filter((line) => line.startsWith('Normal SuccessfulCreate Created pod: agent-'))).toHaveLength(3);
    expect(test.set().status).toEqual({
      currentNumberScheduled: 3,
      desiredNumberScheduled: 3,
      numberMisscheduled: 0,
      numberReady: 0,
      numberUnavailable: 3,
      observedGeneration: 1,
      updatedNumberScheduled: 3,
    });
    test.kubelets();
    expect(test.set().status).toMatchObject({ numberReady: 3, numberAvailable: 3 });
    expect(test.set().status).not.toHaveProperty('numberUnavailable');
    test.addNode('late');
    test.settle();
    expect(test.all()).toHaveLength(4);
  });

  it('keeps the old pods until the new ones are ready, at most maxUnavailable at a time', () => {
    const test = start(5, { updateStrategy: rolling({ maxUnavailable: 2 }) });
    test.kubelets();
    test.setImage('nginx:2');
    const olds: number[] = [];
    for (let step = 0; step < 8; step++) {
      test.settle();
      expect(
        test.all().filter((pod) => !isPodReady(pod) || pod.metadata.deletionTimestamp !== undefined).length,
      ).toBeLessThanOrEqual(2);
      olds.push(test.images().filter((image) => image === 'nginx:1').length);
      test.kubelets();
    }
    expect(olds).toEqual([5, 3, 3, 1, 1, 0, 0, 0]);
    expect(test.set().status).toMatchObject({ updatedNumberScheduled: 5, numberAvailable: 5, observedGeneration: 2 });
  });

  it('surges: a new pod beside the old one, which goes when the new one is ready', () => {
    const test = start(5, { updateStrategy: rolling({ maxUnavailable: 0, maxSurge: 2 }) });
    test.kubelets();
    test.setImage('nginx:2');
    const counts: string[] = [];
    for (let step = 0; step < 4; step++) {
      test.settle();
      const ready = test.live().filter(isPodReady).length;
      expect(ready).toBeGreaterThanOrEqual(5);
      counts.push(`${test.live().length - ready} new`);
      test.kubelets();
    }
    expect(counts).toEqual(['2 new', '2 new', '1 new', '0 new']);
    expect(new Set(test.live().map(({ spec }) => spec.containers[0]!.image))).toEqual(new Set(['nginx:2']));
  });

  it('replaces old pods that are not ready at once', () => {
    const test = start(5, { updateStrategy: rolling({ maxUnavailable: 3 }) });
    for (const pod of test.all()) test.setStatus(pod, 'Running', 'False');
    test.setImage('nginx:2');
    test.settle();
    expect(test.all()).toHaveLength(5);
    expect(test.live()).toHaveLength(0);
  });

  it('with OnDelete replaces only what somebody deletes', () => {
    const test = start(3, { updateStrategy: { type: 'OnDelete' } });
    test.kubelets();
    test.setImage('nginx:2');
    test.settle();
    expect(test.images()).toEqual(['nginx:1', 'nginx:1', 'nginx:1']);
    test.client.delete(pods, 'default', test.all()[0]!.metadata.name);
    test.kubelets();
    expect(test.images().sort()).toEqual(['nginx:1', 'nginx:1', 'nginx:2']);
    expect(test.set().status.updatedNumberScheduled).toBe(1);
  });

  it('waits minReadySeconds before it counts a pod as available', () => {
    const test = start(2, { minReadySeconds: 10 });
    for (const pod of test.all()) test.setStatus(pod, 'Running', 'True');
    test.world.clock.advanceTo(test.world.clock.now() + 5_000);
    expect(test.set().status).toMatchObject({ numberReady: 2, numberUnavailable: 2 });
    test.world.clock.advanceTo(test.world.clock.now() + 6_000);
    expect(test.set().status).toMatchObject({ numberReady: 2, numberAvailable: 2 });
  });

  it('replaces failed pods with a growing back-off and succeeded ones at once', () => {
    const test = start(1);
    const failures: number[] = [];
    for (let i = 0; i < 4; i++) {
      const [pod] = test.live();
      test.setStatus(pod!, 'Failed', 'False');
      const since = test.world.clock.now();
      while (test.live().some(({ status }) => status.phase === 'Failed')) test.world.clock.step(since + 100_000);
      failures.push(test.world.clock.now() - since);
      test.kubelets(0);
    }
    expect(failures).toEqual([0, 1_000, 2_000, 4_000]);
    expect(test.said.find((line) => line.includes('FailedDaemonPod'))).toMatch(
      /^Warning FailedDaemonPod Found failed daemon pod default\/agent-\w+ on node node0000, will try to kill it$/,
    );
  });

  it('goes on with an update only after the pods it just deleted were seen to go', () => {
    const test = start(3, { updateStrategy: rolling({ maxUnavailable: 3 }) });
    test.kubelets();
    test.client.patch(nodes, undefined, 'node0000', 'merge', { metadata: { labels: { keep: 'no' } } });
    const matchExpressions = [{ key: 'keep', operator: 'DoesNotExist' }];
    const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } };
    const next = template('nginx:2');
    const spec = {
      ...test.set().spec,
      template: { ...next, spec: { ...next.spec, affinity: { nodeAffinity: required } } },
    };
    test.client.update(daemonSets, { ...test.set(), spec } as never);
    while (test.set().status.observedGeneration !== 2) test.world.clock.step(test.world.clock.now());
    expect(test.live()).toHaveLength(2);
    test.settle();
    expect(test.live()).toHaveLength(0);
  });

  it('does not wait for a pod that has ended and is being deleted', () => {
    const test = start(1);
    test.setStatus(test.all()[0]!, 'Running', 'True');
    test.client.delete(pods, 'default', test.all()[0]!.metadata.name);
    test.settle();
    expect(test.all()).toHaveLength(1);
    test.setStatus(test.all()[0]!, 'Succeeded', 'False');
    test.settle();
    expect(test.all()).toHaveLength(2);
  });

  it('follows labels and taints of nodes', () => {
    const test = start(3, {
      template: { ...template('a'), spec: { ...template('a').spec, nodeSelector: { gpu: 'yes' } } },
    } as never);
    expect(test.all()).toHaveLength(0);
    test.client.patch(nodes, undefined, 'node0001', 'merge', { metadata: { labels: { gpu: 'yes' } } });
    test.settle();
    expect(test.all().map(targetNodeOf)).toEqual(['node0001']);
    test.client.patch(nodes, undefined, 'node0001', 'merge', {
      spec: { taints: [{ key: 'x', effect: 'NoSchedule' }] },
    });
    test.settle();
    // The taint alone does not wake the set (transcript 04); its next sync counts the pod as misscheduled.
    expect(test.set().status).toMatchObject({ desiredNumberScheduled: 1, numberMisscheduled: 0 });
    test.client.patch(daemonSets, 'default', test.set().metadata.name, 'merge', {
      metadata: { labels: { touched: 'yes' } },
    });
    test.settle();
    expect(test.set().status).toMatchObject({ desiredNumberScheduled: 0, numberMisscheduled: 1 });
    expect(test.live()).toHaveLength(1);
    test.client.patch(nodes, undefined, 'node0001', 'merge', { metadata: { labels: { gpu: null } } });
    test.settle();
    expect(test.live()).toHaveLength(0);
  });

  it('adopts pods that match, releases those that no longer do', () => {
    const test = start(1);
    const [own] = test.all();
    test.client.patch(pods, 'default', own!.metadata.name, 'merge', { metadata: { labels: { app: 'other' } } });
    test.settle();
    expect(test.client.get(pods, 'default', own!.metadata.name)!.metadata.ownerReferences ?? []).toEqual([]);
    expect(test.all()).toHaveLength(2);
    test.client.patch(pods, 'default', own!.metadata.name, 'merge', { metadata: { labels } });
    test.settle();
    expect(test.client.get(pods, 'default', own!.metadata.name)!.metadata.ownerReferences).toHaveLength(1);
    expect(test.live()).toHaveLength(1);
  });

  it('keeps revisions: one a template, renumbered when one comes back, old ones beyond the limit deleted', () => {
    const test = start(1, { revisionHistoryLimit: 1, updateStrategy: { type: 'OnDelete' } });
    const revisions = () =>
      test.client
        .list(controllerRevisions, { namespace: 'default' })
        .map(({ revision, metadata }) => `${revision} ${metadata.labels?.['controller-revision-hash'] !== undefined}`)
        .sort();
    const roll = (image: string) => {
      test.setImage(image);
      test.settle();
      for (const pod of test.all()) test.client.delete(pods, 'default', pod.metadata.name, { gracePeriodSeconds: 0 });
      test.settle();
    };
    expect(revisions()).toEqual(['1 true']);
    roll('nginx:2');
    expect(revisions()).toEqual(['1 true', '2 true']);
    roll('nginx:1');
    expect(revisions()).toEqual(['2 true', '3 true']);
    roll('nginx:3');
    expect(revisions()).toEqual(['3 true', '4 true']);
  });

  it('gives a fork of the world the same future', () => {
    const test = start(30, { updateStrategy: rolling({ maxUnavailable: '20%' }) });
    test.kubelets();
    test.setImage('nginx:2');
    test.settle();
    test.client.delete(nodes, undefined, 'node0003');
    for (const pod of test.all()) {
      if (pod.metadata.deletionTimestamp)
        test.client.delete(pods, 'default', pod.metadata.name, { gracePeriodSeconds: 0 });
    }
    const world = createWorld(test.world.snapshot());
    const client = createClient(createRegistry(world), { name: 'test', groups: ['system:masters'] });
    createDaemonSetController({ world, client, events: { event() {} } });
    expect(world.clock.settle(1_000)).toBe(true);
    test.settle();
    expect(client.list(pods)).toEqual(test.all());
    expect(client.get(daemonSets, 'default', 'agent')).toEqual(test.set());
    expect(new Set(test.images())).toEqual(new Set(['nginx:1', 'nginx:2']));
  });
});

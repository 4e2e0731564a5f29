import { describe, expect, it } from 'vitest';
import { isPodReady } from '../../../api/pod-conditions.ts';
import { nodes, pods } from '../../../api/resources.ts';
import type { DaemonSetSpec } from '../../../api/types/daemon-set.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { REVISION_HASH_LABEL } from './daemon-pod.ts';
import { labels, rolling, start, template } from './daemon-set-for-test.ts';
import { targetNodeOf } from './node-name-affinity.ts';

type Test = ReturnType<typeof start>;
const surging = (maxSurge: number) => rolling({ maxUnavailable: 0, maxSurge });
const hashOf = ({ metadata }: Pod) => metadata.labels?.[REVISION_HASH_LABEL];

/** What one look of the controller at everything makes and deletes; whatever it deletes goes at once. */
function step(test: Test, act: () => void): readonly [created: number, deleted: number] {
  const before = new Set(test.all().map(({ metadata }) => metadata.uid));
  act();
  for (;;) {
    // Whoever waits for minReadySeconds does not settle.
    test.world.clock.settle(100);
    const ending = test.all().filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
    for (const { metadata } of ending) test.client.delete(pods, 'default', metadata.name, { gracePeriodSeconds: 0 });
    if (ending.length === 0) break;
  }
  const after = new Set(test.all().map(({ metadata }) => metadata.uid));
  return [[...after].filter((uid) => !before.has(uid)).length, [...before].filter((uid) => !after.has(uid)).length];
}

const ready = (test: Test, which: (pod: Pod) => boolean = () => true, most = Number.POSITIVE_INFINITY) => {
  const waiting = test.all().filter((pod) => !isPodReady(pod) && which(pod));
  for (const pod of waiting.slice(0, most)) test.setStatus(pod, 'Running', 'True');
};
const unready = (test: Test, which: (pod: Pod) => boolean, most: number) => {
  const serving = test.all().filter((pod) => isPodReady(pod) && which(pod));
  for (const pod of serving.slice(0, most)) test.setStatus(pod, 'Running', 'False');
};

/** A set on so many nodes whose pods are ready, or not. */
function running(count: number, spec: Partial<DaemonSetSpec> = {}, isReady = true): Test {
  const test = start(count, spec);
  if (isReady) ready(test);
  test.settle();
  return test;
}

/** The tests of pkg/controller/daemon update_test.go, where a deletion and what follows from it are two looks. */
describe('a rolling update', () => {
  it('TestDaemonSetUpdatesPods', () => {
    const test = running(5);
    const update = () => test.setImage('nginx:2', { updateStrategy: rolling({ maxUnavailable: 2 }) });
    expect(step(test, update)).toEqual([2, 2]);
    expect(step(test, () => ready(test))).toEqual([2, 2]);
    expect(step(test, () => ready(test))).toEqual([1, 1]);
    expect(step(test, () => ready(test))).toEqual([0, 0]);
  });

  it('TestDaemonSetUpdatesPodsWithMaxSurge', () => {
    const test = running(5);
    expect(step(test, () => test.setImage('nginx:2', { updateStrategy: surging(2) }))).toEqual([2, 0]);
    expect(step(test, () => ready(test))).toEqual([2, 2]);
    expect(step(test, () => ready(test))).toEqual([1, 2]);
    expect(step(test, () => ready(test))).toEqual([0, 1]);
    expect(step(test, () => ready(test))).toEqual([0, 0]);
  });

  it('TestDaemonSetUpdatesPodsNotMatchTainstWithMaxSurge', () => {
    const key = 'node-role.kubernetes.io/control-plane';
    const tolerations = [{ key, operator: 'Exists' as const }];
    const test = running(0, {
      updateStrategy: surging(1),
      template: { metadata: { labels }, spec: { ...template('nginx:1').spec, tolerations } } as never,
    });
    for (let i = 0; i < 5; i++) test.addNode(`n${i}`);
    test.client.patch(nodes, undefined, 'n0', 'merge', { spec: { taints: [{ key, effect: 'NoSchedule' }] } });
    expect(step(test, () => {})).toEqual([5, 0]);
    step(test, () => ready(test));
    expect(step(test, () => test.setImage('nginx:1'))).toEqual([1, 1]);
    for (let i = 0; i < 3; i++) expect(step(test, () => ready(test))).toEqual([1, 1]);
    expect(step(test, () => ready(test))).toEqual([0, 1]);
    expect(step(test, () => ready(test))).toEqual([0, 0]);
  });

  it('TestDaemonSetUpdatesWhenNewPodIsNotReady', () => {
    const test = running(5);
    const update = () => test.setImage('nginx:2', { updateStrategy: rolling({ maxUnavailable: 3 }) });
    expect(step(test, update)).toEqual([3, 3]);
    expect(step(test, () => {})).toEqual([0, 0]);
  });

  it('TestDaemonSetUpdatesSomeOldPodsNotReady', () => {
    const test = running(5);
    const updateStrategy = rolling({ maxUnavailable: 2 });
    expect(step(test, () => test.setImage('nginx:2', { updateStrategy }))).toEqual([2, 2]);
    expect(step(test, () => test.setImage('nginx:3', { updateStrategy }))).toEqual([2, 2]);
    expect(step(test, () => {})).toEqual([0, 0]);
    expect(test.all().filter(isPodReady)).toHaveLength(3);
  });

  it('TestDaemonSetUpdatesSaveOldHealthyPods', () => {
    const test = running(20);
    const update = (image: string, maxUnavailable: number) => () =>
      test.setImage(image, { updateStrategy: rolling({ maxUnavailable }) });
    expect(step(test, update('nginx:2', 10))).toEqual([10, 10]);
    const kept = test
      .all()
      .filter(isPodReady)
      .map(({ metadata }) => metadata.name);
    for (const [i, maxUnavailable] of [3, 9, 1, 7, 2, 0, 8, 5, 4, 6].entries()) {
      expect(step(test, update(`nginx:3-${i}`, maxUnavailable || 1))).toEqual([10, 10]);
      expect(
        test
          .all()
          .filter(isPodReady)
          .map(({ metadata }) => metadata.name),
      ).toEqual(kept);
    }
    expect(step(test, update('nginx:4', 11))).toEqual([11, 11]);
    expect(test.all().filter(isPodReady)).toHaveLength(9);
  });

  it('TestDaemonSetUpdatesAllOldNotReadyPodsAndNewNotReadyPods', () => {
    const test = running(100);
    const old = hashOf(test.all()[0]!)!;
    const update = () => test.setImage('nginx:2', { updateStrategy: rolling({ maxUnavailable: 10 }) });
    expect(step(test, update)).toEqual([10, 10]);
    for (let i = 0; i < 9; i++) expect(step(test, () => ready(test))).toEqual([10, 10]);
    expect(step(test, () => ready(test))).toEqual([0, 0]);
    const all = test.all();
    for (const pod of all.slice(10)) test.setStatus(pod, 'Running', 'False');
    const aged = { metadata: { labels: { [REVISION_HASH_LABEL]: old, 'pod-template-generation': '1' } } };
    const replaced = all.slice(10, 12).map(({ metadata }) => metadata.name);
    const age = () => {
      for (const { metadata } of all.slice(0, 12)) test.client.patch(pods, 'default', metadata.name, 'merge', aged);
    };
    expect(step(test, age)).toEqual([2, 2]);
    expect(step(test, () => {})).toEqual([0, 0]);
    expect(test.all().filter(({ metadata }) => replaced.includes(metadata.name))).toEqual([]);
  });

  it('TestDaemonSetUpdatesAllOldPodsNotReady', () => {
    const test = running(5, {}, false);
    const update = () => test.setImage('nginx:2', { updateStrategy: rolling({ maxUnavailable: 3 }) });
    expect(step(test, update)).toEqual([5, 5]);
    expect(step(test, () => {})).toEqual([0, 0]);
  });

  it('TestDaemonSetUpdatesAllOldPodsNotReadyMaxSurge', () => {
    const test = running(5, {}, false);
    const pass = (seconds: number) => test.world.clock.advanceTo(test.world.clock.now() + seconds * 1000);
    const updateStrategy = surging(3);
    expect(step(test, () => test.setImage('nginx:2', { updateStrategy }))).toEqual([5, 5]);
    ready(test);
    pass(100);
    expect(step(test, () => test.setImage('nginx:3', { updateStrategy, minReadySeconds: 15 }))).toEqual([3, 0]);
    const hash = test
      .all()
      .map(hashOf)
      .find((one, _i, all) => all.filter((other) => other === one).length === 3);
    const isNew = (pod: Pod) => hashOf(pod) === hash;
    const surged = new Set(test.all().filter(isNew).map(targetNodeOf));
    const disturb = () => {
      ready(test, isNew, 2);
      unready(test, (pod) => !isNew(pod) && !surged.has(targetNodeOf(pod)), 1);
    };
    // The old pod that stopped serving goes as soon as its node has a new one, which upstream's test sees a look later.
    expect(step(test, disturb)).toEqual([1, 1]);
    expect(step(test, () => pass(20))).toEqual([1, 2]);
    expect(step(test, () => ready(test, isNew))).toEqual([0, 0]);
    expect(step(test, () => pass(20))).toEqual([0, 2]);
    expect(step(test, () => pass(20))).toEqual([0, 0]);
  });

  it('TestDaemonSetUpdatesNoTemplateChanged', () => {
    const test = running(5, {}, false);
    const update = () => test.setImage('nginx:1', { updateStrategy: rolling({ maxUnavailable: 3 }) });
    expect(step(test, update)).toEqual([0, 0]);
  });
});

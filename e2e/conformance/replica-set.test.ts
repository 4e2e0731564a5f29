import { expect } from 'vitest';
import type { KubeObject } from '../../src/api/object.ts';
import type { ReplicaSet } from '../../src/api/types/deployment.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import { type Framework, MINUTE, POD_START, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import {
  controllerOf,
  HTTPD,
  newPod,
  newReplicaSet,
  PAUSE,
  podsCreated,
  podsRun,
  selectorOf,
  updateWithRetries,
  waitForPod,
} from './workloads.ts';

/** Re-expresses test/e2e/apps/replica_set.go. */

const pathOf = (f: Framework, name?: string, part?: string) => at('apps/v1', 'replicasets', f.namespace, name, part);
const NAME = 'test-rs';
const LABELS = { name: 'sample-pod', pod: 'httpd' };

interface Scale extends KubeObject {
  readonly spec: { readonly replicas: number };
  readonly status: { readonly replicas: number };
}

spec('[sig-apps] ReplicaSet Replace and Patch tests [Conformance]', 'replicaset', async (f) => {
  const labelSelector = 'test-rs=patched';
  const { metadata } = await f.client.list(at('apps/v1', 'replicasets'), { labelSelector });
  const made = await f.client.create<ReplicaSet>(pathOf(f), newReplicaSet(NAME, 1, LABELS, 'httpd', HTTPD));
  await podsRun(f, { name: 'sample-pod' }, 1);
  await updateWithRetries<ReplicaSet>(f, pathOf(f, NAME), (set) => ({ ...set, spec: { ...set.spec, replicas: 2 } }));
  // The container of this name is a second one.
  const containers = [{ name: NAME, image: PAUSE }];
  const patched = await f.client.patch<ReplicaSet>(pathOf(f, NAME), 'strategic-merge', {
    metadata: { labels: { 'test-rs': 'patched' } },
    spec: { replicas: 3, template: { spec: { terminationGracePeriodSeconds: 0, containers } } },
  });
  expect(Number(patched.metadata.resourceVersion)).toBeGreaterThan(Number(made.metadata.resourceVersion));
  const query = { resourceVersion: metadata.resourceVersion, labelSelector };
  await f.until<ReplicaSet>(pathOf(f), query, 'three are ready', POD_START, ({ object: { status, spec } }) => {
    return (
      status?.readyReplicas === 3 &&
      status.availableReplicas === 3 &&
      spec.template?.spec?.containers[0]?.image === PAUSE &&
      spec.template.spec.terminationGracePeriodSeconds === 0
    );
  });
});

spec(
  '[sig-apps] ReplicaSet Replicaset should have a working scale subresource [Conformance]',
  'replicaset',
  async (f) => {
    await f.client.create(pathOf(f), newReplicaSet(NAME, 1, LABELS, 'httpd', HTTPD));
    await f.poll('one is available', 2 * SECOND, 2 * MINUTE, async () => {
      const { status, metadata } = await f.client.get<ReplicaSet>(pathOf(f, NAME));
      return status.observedGeneration! >= metadata.generation! && status.availableReplicas === 1;
    });
    const scale = await f.client.get<Scale>(pathOf(f, NAME, 'scale'));
    expect([scale.spec.replicas, scale.status.replicas]).toEqual([1, 1]);
    const { resourceVersion: _, ...metadata } = scale.metadata;
    const answer = await f.client.update<Scale>(pathOf(f, NAME, 'scale'), {
      ...scale,
      metadata,
      spec: { replicas: 2 },
    });
    expect(answer.spec.replicas).toBe(2);
    expect((await f.client.get<ReplicaSet>(pathOf(f, NAME))).spec.replicas).toBe(2);
    await f.client.patch(pathOf(f, NAME, 'scale'), 'strategic-merge', {
      metadata: { creationTimestamp: null },
      spec: { replicas: 4 },
      status: { replicas: 0 },
    });
    expect((await f.client.get<ReplicaSet>(pathOf(f, NAME))).spec.replicas).toBe(4);
  },
);

spec(
  '[sig-apps] ReplicaSet should adopt matching pods on creation and release no longer matching pods [Conformance]',
  'replicaset',
  async (f) => {
    const name = 'pod-adoption-release';
    const podPath = (pod: string) => at('v1', 'pods', f.namespace, pod);
    await f.client.create(at('v1', 'pods', f.namespace), newPod(name, HTTPD, { name }));
    await waitForPod(f, name, 'runs', ({ status }) => status.phase === 'Running');
    const set = await f.client.create<ReplicaSet>(pathOf(f), newReplicaSet(name, 1, { name }, name, HTTPD));
    await f.poll('the pod is adopted', SECOND, MINUTE, async () => {
      return controllerOf(await f.client.get(podPath(name)))?.uid === set.metadata.uid;
    });
    const [pod] = await podsCreated(f, { name }, 1);
    const path = podPath(pod!.metadata.name);
    await updateWithRetries<Pod>(f, path, (one) => ({
      ...one,
      metadata: { ...one.metadata, labels: { name: 'not-matching-name' } },
    }));
    await f.poll('the pod is released', SECOND, MINUTE, async () => {
      return controllerOf(await f.client.get(path))?.uid !== set.metadata.uid;
    });
  },
);

spec(
  '[sig-apps] ReplicaSet should list and delete a collection of ReplicaSets [Conformance]',
  'replicaset',
  async (f) => {
    const labels = { ...LABELS, e2e: 'q8r2x' };
    await f.client.create(pathOf(f), newReplicaSet(NAME, 3, labels, 'httpd', HTTPD));
    await podsRun(f, { name: 'sample-pod' }, 3);
    const all = () => f.client.list(at('apps/v1', 'replicasets'), { labelSelector: 'e2e=q8r2x' });
    expect((await all()).items.length).toBe(1);
    await f.client.remove(pathOf(f), { gracePeriodSeconds: 1 }, { labelSelector: 'e2e=q8r2x' });
    expect((await all()).items).toEqual([]);
  },
);

spec('[sig-apps] ReplicaSet should validate Replicaset Status endpoints [Conformance]', 'replicaset', async (f) => {
  const labelSelector = selectorOf(LABELS);
  const { metadata } = await f.client.list(at('apps/v1', 'replicasets'), { labelSelector });
  await f.client.create(pathOf(f), newReplicaSet(NAME, 1, LABELS, 'httpd', HTTPD));
  await podsRun(f, { name: 'sample-pod' }, 1);
  expect((await f.client.get(pathOf(f, NAME, 'status'))).kind).toBe('ReplicaSet');
  await updateWithRetries<ReplicaSet>(f, pathOf(f, NAME, 'status'), ({ status, ...rest }) => ({
    ...rest,
    status: {
      ...status,
      conditions: [
        ...(status.conditions ?? []),
        { type: 'StatusUpdate', status: 'True', lastTransitionTime: null, reason: 'E2E', message: 'Set from e2e test' },
      ],
    },
  }));
  const query = { resourceVersion: metadata.resourceVersion, labelSelector };
  const hasCondition = (wanted: string) =>
    f.until<ReplicaSet>(pathOf(f), query, wanted, 2 * MINUTE, ({ object }) =>
      (object.status.conditions ?? []).some(({ type }) => type === wanted),
    );
  const { object } = await hasCondition('StatusUpdate');
  expect(object.status.conditions?.at(-1)).toMatchObject({ reason: 'E2E', message: 'Set from e2e test' });
  await f.client.patch(pathOf(f, NAME, 'status'), 'merge', {
    status: { conditions: [{ type: 'StatusPatched', status: 'True' }] },
  });
  await hasCondition('StatusPatched');
});

import { expect } from 'vitest';
import type { KubeObject } from '../../src/api/object.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import { type Framework, MINUTE, POD_START, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import type { Seen } from './watching.ts';
import {
  controllerOf,
  HTTPD,
  NGINX,
  newPod,
  newReplicationController,
  podsCreated,
  updateWithRetries,
  waitForPod,
} from './workloads.ts';

/** Re-expresses test/e2e/apps/rc.go. */

interface Controller extends KubeObject {
  readonly spec: { readonly replicas: number };
  readonly status: { readonly replicas: number; readonly readyReplicas?: number; readonly availableReplicas?: number };
}

const pathOf = (f: Framework, name?: string, part?: string) =>
  at('v1', 'replicationcontrollers', f.namespace, name, part);
const podPath = (f: Framework, name?: string) => at('v1', 'pods', f.namespace, name);

spec('[sig-apps] ReplicationController should adopt matching pods on creation [Conformance]', 'rc', async (f) => {
  const name = 'pod-adoption';
  await f.client.create(podPath(f), newPod(name, HTTPD, { name }));
  await waitForPod(f, name, 'runs', ({ status }) => status.phase === 'Running');
  const body = newReplicationController(name, 1, { name }, name, HTTPD);
  const made = await f.client.create(pathOf(f), { ...body, spec: { ...body.spec, selector: { name } } });
  await f.poll('the pod is adopted', SECOND, MINUTE, async () => {
    return controllerOf(await f.client.get(podPath(f, name)))?.uid === made.metadata.uid;
  });
});

spec('[sig-apps] ReplicationController should release no longer matching pods [Conformance]', 'rc', async (f) => {
  const name = 'pod-release';
  const body = newReplicationController(name, 1, { name }, name, HTTPD);
  const made = await f.client.create(pathOf(f), { ...body, spec: { ...body.spec, selector: { name } } });
  const [pod] = await podsCreated(f, { name }, 1);
  const path = podPath(f, pod!.metadata.name);
  await updateWithRetries<Pod>(f, path, (one) => ({
    ...one,
    metadata: { ...one.metadata, labels: { name: 'not-matching-name' } },
  }));
  await f.poll('the pod is released', SECOND, MINUTE, async () => {
    return controllerOf(await f.client.get(path))?.uid !== made.metadata.uid;
  });
});

spec(
  '[sig-apps] ReplicationController should get and update a ReplicationController scale [Conformance]',
  'rc',
  async (f) => {
    const name = 'e2e-rc-5zrn2';
    await f.client.create(pathOf(f), newReplicationController(name, 1, { name }, 'httpd', HTTPD));
    const replicasAre = (count: number) =>
      f.poll(`${count} replicas`, SECOND, MINUTE, async () => {
        return (await f.client.get<Controller>(pathOf(f, name))).status.replicas === count;
      });
    await replicasAre(1);
    const scale = await f.client.get<Controller>(pathOf(f, name, 'scale'));
    expect(scale.status.replicas).toBe(1);
    const { resourceVersion: _, ...metadata } = scale.metadata;
    await f.client.update(pathOf(f, name, 'scale'), { ...scale, metadata, spec: { replicas: 2 } });
    await replicasAre(2);
  },
);

spec(
  '[sig-apps] ReplicationController should test the lifecycle of a ReplicationController [Conformance]',
  'rc',
  async (f) => {
    const name = 'rc-test';
    const labels = { 'test-rc-static': 'true' };
    const labelSelector = 'test-rc-static=true';
    const first = await f.client.list(pathOf(f), { labelSelector });
    const { resourceVersion } = first.metadata;
    const watching = await f.client.watch<Controller>(pathOf(f), { resourceVersion, labelSelector });
    const next = (what: string, timeoutMs: number, right: (seen: Seen<Controller>) => boolean) =>
      f.next(watching, what, timeoutMs, right);
    const modified = (what: string) => next(what, MINUTE, ({ type }) => type === 'MODIFIED');

    const body = newReplicationController(name, 1, labels, name, NGINX);
    const { template } = body.spec;
    const made = await f.client.create(pathOf(f), {
      ...body,
      metadata: { name, labels },
      spec: { ...body.spec, selector: labels, template: { ...template, metadata: { name, labels } } },
    });
    await next('it is added', MINUTE, ({ type }) => type === 'ADDED');
    await next(
      'it is ready',
      POD_START,
      ({ object: { status } }) => status.replicas === 1 && status.readyReplicas === 1,
    );

    const patched = await f.client.patch<Controller>(pathOf(f, name), 'strategic-merge', {
      metadata: { creationTimestamp: null, labels: { 'test-rc': 'patched' } },
      spec: {},
      status: { replicas: 0 },
    });
    expect(patched.metadata.labels?.['test-rc']).toBe('patched');
    expect(Number(patched.metadata.resourceVersion)).toBeGreaterThan(Number(made.metadata.resourceVersion));
    await modified('it is patched');
    const status = await f.client.patch<Controller>(pathOf(f, name, 'status'), 'strategic-merge', {
      status: { readyReplicas: 0, availableReplicas: 0 },
    });
    expect(status.status.readyReplicas ?? 0).toBe(0);
    await modified('its status is patched');
    await next('it has its replica', POD_START, ({ object }) => object.status.replicas === 1);
    expect((await f.client.get<Controller>(pathOf(f, name, 'status'))).status.replicas).toBe(1);

    await f.client.patch(pathOf(f, name, 'scale'), 'strategic-merge', {
      metadata: { creationTimestamp: null },
      spec: { replicas: 2 },
      status: { replicas: 0 },
    });
    await modified('it is scaled');
    await next('two are ready', POD_START, ({ object }) => {
      return object.status.replicas === 2 && object.status.readyReplicas === 2;
    });
    const read = await f.client.get<Controller>(pathOf(f, name));
    expect(read.metadata.labels?.['test-rc']).toBe('patched');
    // No retry: nothing else may change it now.
    await f.client.update(pathOf(f, name, 'status'), {
      ...read,
      status: { ...read.status, availableReplicas: 1, readyReplicas: 1 },
    });
    await modified('its status is replaced');
    const all = await f.client.list<Controller>(at('v1', 'replicationcontrollers'), { labelSelector });
    expect(all.items.map(({ metadata }) => metadata.labels)).toEqual([{ ...labels, 'test-rc': 'patched' }]);
    await f.client.remove(pathOf(f), {}, { labelSelector });
    await next('it is deleted', MINUTE, ({ type }) => type === 'DELETED');
    watching.close();
  },
);

import { expect } from 'vitest';
import type { KubeObject } from '../../src/api/object.ts';
import type { Deployment, ReplicaSet } from '../../src/api/types/deployment.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import { type Framework, MINUTE, POD_START, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import {
  AGNHOST,
  deploymentComplete,
  HTTPD,
  hasRevisionAndImage,
  newDeployment,
  newReplicaSet,
  PAUSE,
  podsRun,
  replicaSetsOf,
  revisionAndImage,
  updateWithRetries,
} from './workloads.ts';

/** Re-expresses test/e2e/apps/deployment.go. */

const pathOf = (f: Framework, name?: string, part?: string) => at('apps/v1', 'deployments', f.namespace, name, part);
const setPath = (f: Framework, name?: string) => at('apps/v1', 'replicasets', f.namespace, name);

const create = (f: Framework, body: object) => f.client.create<Deployment>(pathOf(f), body);
const get = (f: Framework, name: string) => f.client.get<Deployment>(pathOf(f, name));

/** A change that gives the only container another name and image. */
const runs = (name: string, image: string) => (update: Deployment) => {
  const { template } = update.spec;
  const containers = [{ ...template.spec!.containers[0]!, name, image }];
  return { ...update, spec: { ...update.spec, template: { ...template, spec: { ...template.spec, containers } } } };
};

interface Scale extends KubeObject {
  readonly spec: { readonly replicas: number };
  readonly status: { readonly replicas: number };
}

spec(
  '[sig-apps] Deployment Deployment should have a working scale subresource [Conformance]',
  'deployment',
  async (f) => {
    const name = 'test-new-deployment';
    const made = await create(f, newDeployment(name, 1, { name: 'httpd' }, 'httpd', HTTPD));
    await revisionAndImage(f, name, '1', HTTPD);
    await deploymentComplete(f, made);
    const scale = await f.client.get<Scale>(pathOf(f, name, 'scale'));
    expect(scale.spec.replicas).toBe(1);
    expect(scale.status.replicas).toBe(1);
    const { resourceVersion: _, ...metadata } = scale.metadata;
    const answer = await f.client.update<Scale>(pathOf(f, name, 'scale'), {
      ...scale,
      metadata,
      spec: { replicas: 2 },
    });
    expect(answer.spec.replicas).toBe(2);
    expect((await get(f, name)).spec.replicas).toBe(2);
    await f.client.patch(pathOf(f, name, 'scale'), 'strategic-merge', {
      metadata: { creationTimestamp: null },
      spec: { replicas: 4 },
      status: { replicas: 0 },
    });
    expect((await get(f, name)).spec.replicas).toBe(4);
  },
);

spec(
  '[sig-apps] Deployment RollingUpdateDeployment should delete old pods and create new ones [Conformance]',
  'deployment',
  async (f) => {
    const set = newReplicaSet(
      'test-rolling-update-controller',
      1,
      { name: 'sample-pod', pod: 'httpd' },
      'httpd',
      HTTPD,
    );
    // More than a double holds exactly.
    const annotations = { 'deployment.kubernetes.io/revision': '3546343826724305832' };
    await f.client.create(setPath(f), { ...set, metadata: { ...set.metadata, annotations } });
    await podsRun(f, { name: 'sample-pod' }, 1);
    const name = 'test-rolling-update-deployment';
    const made = await create(f, newDeployment(name, 1, { name: 'sample-pod' }, 'agnhost', AGNHOST));
    await revisionAndImage(f, name, '3546343826724305833', AGNHOST);
    await deploymentComplete(f, made);
    const { old } = await replicaSetsOf(f, await get(f, name));
    expect(old.length).toBe(1);
  },
);

spec(
  '[sig-apps] Deployment RecreateDeployment should delete old pods and create new ones [Conformance]',
  'deployment',
  async (f) => {
    const name = 'test-recreate-deployment';
    const made = await create(f, newDeployment(name, 1, { name: 'sample-pod-3' }, 'agnhost', AGNHOST, 'Recreate'));
    await revisionAndImage(f, name, '1', AGNHOST);
    await deploymentComplete(f, made);
    const updated = await updateWithRetries(f, pathOf(f, name), runs('httpd', HTTPD));
    const query = { resourceVersion: updated.metadata.resourceVersion, fieldSelector: `metadata.name=${name}` };
    await f.until<Deployment>(pathOf(f), query, 'recreated', 2 * MINUTE, ({ type, object }) => {
      if (type === 'BOOKMARK') return false;
      const { status, metadata } = object;
      if ((status.updatedReplicas ?? 0) > 0) expect(status.replicas ?? 0).toBe(status.updatedReplicas);
      return (
        status.replicas === object.spec.replicas &&
        status.updatedReplicas === object.spec.replicas &&
        metadata.generation! <= (status.observedGeneration ?? 0)
      );
    });
  },
);

spec('[sig-apps] Deployment deployment should delete old replica sets [Conformance]', 'deployment', async (f) => {
  const labels = { name: 'cleanup-pod', pod: 'httpd' };
  await f.client.create(setPath(f), newReplicaSet('test-cleanup-controller', 1, labels, 'httpd', HTTPD));
  await podsRun(f, { name: 'cleanup-pod' }, 1);
  const { metadata } = await f.client.list<Pod>(at('v1', 'pods', f.namespace));
  const query = { resourceVersion: metadata.resourceVersion };
  const watching = await f.client.watch<Pod>(at('v1', 'pods', f.namespace), query);
  const name = 'test-cleanup-deployment';
  const body = newDeployment(name, 1, { name: 'cleanup-pod' }, 'agnhost', AGNHOST);
  await create(f, { ...body, spec: { ...body.spec, revisionHistoryLimit: 0 } });
  await f.poll('old replica sets go', 2 * SECOND, 5 * MINUTE, async () => {
    return (await replicaSetsOf(f, await get(f, name))).old.length === 0;
  });
  const added: Pod[] = [];
  for (let seen = watching.take(); seen !== undefined; seen = watching.take()) {
    if (seen.type === 'ADDED') added.push(seen.object);
  }
  watching.close();
  expect(added.map((pod) => pod.spec.containers[0]?.name)).toEqual(['agnhost']);
});

spec('[sig-apps] Deployment deployment should support rollover [Conformance]', 'deployment', async (f) => {
  const replicasAre = async (set: string, replicas: number) => {
    const { spec, status } = await f.client.get<ReplicaSet>(setPath(f, set));
    expect([spec.replicas, status.replicas]).toEqual([replicas, replicas]);
  };
  const controller = 'test-rollover-controller';
  const labels = { name: 'rollover-pod', pod: 'httpd' };
  await f.client.create(setPath(f), newReplicaSet(controller, 1, labels, 'httpd', HTTPD));
  await podsRun(f, { name: 'rollover-pod' }, 1);
  await f.poll('the replica set is ready', 2 * SECOND, 5 * MINUTE, async () => {
    const { spec, status, metadata } = await f.client.get<ReplicaSet>(setPath(f, controller));
    return status.readyReplicas === spec.replicas && status.observedGeneration! >= metadata.generation!;
  });

  const name = 'test-rollover-deployment';
  const image = 'gcr.io/google_samples/gb-redisslave:nonexistent';
  const body = newDeployment(name, 1, { name: 'rollover-pod' }, 'redis-slave', image);
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } };
  const made = await create(f, { ...body, spec: { ...body.spec, strategy, minReadySeconds: 10 } });
  await f.poll('one replica is updated', 2 * SECOND, 5 * MINUTE, async () => {
    const { status } = await get(f, name);
    return status.observedGeneration! >= made.metadata.generation! && (status.updatedReplicas ?? 0) >= 1;
  });
  expect(await hasRevisionAndImage(f, name, '1', image)).toBe(true);
  await replicasAre(controller, 1);
  const { current } = await replicaSetsOf(f, await get(f, name));
  const stuck = current!.metadata.name;
  await replicasAre(stuck, 1);

  const updated = await updateWithRetries(f, pathOf(f, name), runs('agnhost', AGNHOST));
  await f.poll('the update is observed', 2 * SECOND, MINUTE, async () => {
    return (await get(f, name)).status.observedGeneration! >= updated.metadata.generation!;
  });
  await revisionAndImage(f, name, '2', AGNHOST);
  await deploymentComplete(f, updated, async (deployment) => {
    const { items } = await f.client.list<ReplicaSet>(setPath(f));
    const total = items.reduce((sum, set) => sum + (set.status.replicas ?? 0), 0);
    expect(total).toBeLessThanOrEqual(2);
    expect(deployment.status.availableReplicas ?? 0).toBeGreaterThanOrEqual(1);
  });
  await replicasAre(controller, 0);
  await replicasAre(stuck, 0);
});

spec('[sig-apps] Deployment should run the lifecycle of a Deployment [Conformance]', 'deployment', async (f) => {
  const name = 'test-deployment';
  const labels = { 'test-deployment-static': 'true' };
  const labelSelector = 'test-deployment-static=true';
  let { resourceVersion } = (await f.client.list(at('apps/v1', 'deployments'), { labelSelector })).metadata;
  const until = (what: string, timeoutMs: number, right: (type: string, object: Deployment) => boolean) =>
    f.until<Deployment>(pathOf(f), { resourceVersion, labelSelector }, what, timeoutMs, ({ type, object }) => {
      return type !== 'BOOKMARK' && object.metadata.name === name && right(type, object);
    });

  const template = (image: string) => ({
    metadata: { labels },
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name, image, securityContext: {} }] },
  });
  const body = newDeployment(name, 2, labels, name, AGNHOST);
  await create(f, { ...body, spec: { ...body.spec, template: template(AGNHOST) } });
  await until('it is added', 30 * SECOND, (type) => type === 'ADDED');
  await until('it is ready', POD_START, (_, { status }) => status.readyReplicas === 2);

  await f.client.patch(pathOf(f, name), 'strategic-merge', {
    metadata: { labels: { 'test-deployment': 'patched' } },
    spec: {
      replicas: 1,
      template: { spec: { terminationGracePeriodSeconds: 2, containers: [{ name, image: PAUSE }] } },
    },
  });
  await until('it is modified', 30 * SECOND, (type) => type === 'MODIFIED');
  await until('it is scaled', POD_START, (_, { status, spec }) => {
    return (
      status.readyReplicas === 1 &&
      status.updatedReplicas === 1 &&
      (status.unavailableReplicas ?? 0) === 0 &&
      spec.template.spec?.containers[0]?.image === PAUSE &&
      spec.template.spec.terminationGracePeriodSeconds === 2
    );
  });
  const page = await f.client.list<Deployment>(at('apps/v1', 'deployments'), { labelSelector });
  expect(page.items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toContain(
    `${f.namespace}/${name}`,
  );
  resourceVersion = page.metadata.resourceVersion;

  // This is replaced without a resource version.
  await f.client.update(pathOf(f, name), {
    ...body,
    metadata: { name, labels: { ...labels, 'test-deployment': 'updated' } },
    spec: { ...body.spec, template: template(HTTPD) },
  });
  await until('it is modified', 30 * SECOND, (type) => type === 'MODIFIED');
  const isUpdated = async () => {
    const read = await f.client.get<Deployment>(pathOf(f, name, 'status'));
    expect(read.spec.template.spec?.containers[0]?.image).toBe(HTTPD);
    expect(read.metadata.labels?.['test-deployment']).toBe('updated');
  };
  await isUpdated();
  const isReady = ({ status }: Deployment) =>
    status.readyReplicas === 2 && status.updatedReplicas === 2 && (status.unavailableReplicas ?? 0) === 0;
  await until('it is ready', POD_START, (_, object) => isReady(object));

  await f.client.patch(pathOf(f, name, 'status'), 'strategic-merge', {
    status: { readyReplicas: 0, availableReplicas: 0 },
  });
  await until('its status is patched', 30 * SECOND, (type, { status }) => {
    return type === 'MODIFIED' && (status.readyReplicas ?? 0) === 0 && (status.availableReplicas ?? 0) === 0;
  });
  await isUpdated();
  await until('it is ready again', POD_START, (_, object) => {
    return isReady(object) && object.spec.template.spec?.containers[0]?.image === HTTPD;
  });
  await f.client.remove(pathOf(f), { gracePeriodSeconds: 1 }, { labelSelector });
  await until('it is deleted', MINUTE, (type) => type === 'DELETED');
});

spec('[sig-apps] Deployment should validate Deployment Status endpoints [Conformance]', 'deployment', async (f) => {
  const name = 'test-deployment-8wpr7';
  const labelSelector = 'e2e=testing';
  const { metadata } = await f.client.list(at('apps/v1', 'deployments'), { labelSelector });
  const made = await create(f, newDeployment(name, 1, { name: 'httpd', e2e: 'testing' }, 'httpd', HTTPD));
  await revisionAndImage(f, name, '1', HTTPD);
  await deploymentComplete(f, made);
  expect((await f.client.get<Deployment>(pathOf(f, name, 'status'))).status.conditions?.length).toBe(2);
  await updateWithRetries<Deployment>(f, pathOf(f, name, 'status'), ({ status, ...rest }) => ({
    ...rest,
    status: {
      ...status,
      conditions: [
        ...(status.conditions ?? []),
        {
          type: 'StatusUpdate',
          status: 'True',
          lastUpdateTime: null,
          lastTransitionTime: null,
          reason: 'E2E',
          message: 'Set from e2e test',
        },
      ],
    },
  }));
  const query = { resourceVersion: metadata.resourceVersion, labelSelector };
  const hasCondition = (wanted: string, message?: string) =>
    f.until<Deployment>(pathOf(f), query, wanted, 5 * MINUTE, ({ object }) =>
      (object.status.conditions ?? []).some((one) => one.type === wanted && (message ?? one.message) === one.message),
    );
  await hasCondition('StatusUpdate', 'Set from e2e test');
  await f.client.patch(pathOf(f, name, 'status'), 'merge', {
    status: { conditions: [{ type: 'StatusPatched', status: 'True' }] },
  });
  await hasCondition('StatusPatched');
});

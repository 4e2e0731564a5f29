import { expect } from 'vitest';
import type { KubeObject } from '../../src/api/object.ts';
import { compareQuantities } from '../../src/api/quantity.ts';
import type { ReplicationController, ResourceQuota } from '../../src/api/types/core.ts';
import { isRefusal, refusalOf } from './api-client.ts';
import { type Framework, MINUTE, POD_START, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import { HTTPD, newPod, newReplicaSet, newReplicationController, PAUSE } from './workloads.ts';

/** Re-expresses test/e2e/apimachinery/resource_quota.go. */

type Amounts = Readonly<Record<string, string>>;

const CLASS = 'storageclass.storage.k8s.io';
/** Models newTestResourceQuota. */
const HARD: Amounts = {
  pods: '5',
  services: '10',
  'services.nodeports': '1',
  'services.loadbalancers': '1',
  replicationcontrollers: '10',
  resourcequotas: '1',
  cpu: '1',
  memory: '500Mi',
  configmaps: '10',
  secrets: '10',
  persistentvolumeclaims: '10',
  'requests.storage': '10Gi',
  'ephemeral-storage': '50Gi',
  [`gold.${CLASS}/persistentvolumeclaims`]: '10',
  [`gold.${CLASS}/requests.storage`]: '10Gi',
  [`silver.${CLASS}/persistentvolumeclaims`]: '10',
  [`silver.${CLASS}/requests.storage`]: '10Gi',
  'requests.example.com/dongle': '3',
  'count/replicasets.apps': '5',
};

const quotas = (f: Framework, name?: string, part?: string) => at('v1', 'resourcequotas', f.namespace, name, part);
const core = (f: Framework, resource: string, name?: string) => at('v1', resource, f.namespace, name);
const getQuota = (f: Framework, name: string) => f.client.get<ResourceQuota>(quotas(f, name));

const createQuota = (f: Framework, name: string, hard: Amounts, more: object = {}, labels: Amounts = {}) =>
  f.client.create<ResourceQuota>(quotas(f), {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name, labels },
    spec: { hard, ...more },
  });

/** Models waitForResourceQuota: what is hard is told, and this of it is used. */
async function isUsed(f: Framework, name: string, used: Amounts): Promise<void> {
  await f.poll(`${name} says ${JSON.stringify(used)}`, 2 * SECOND, 5 * MINUTE, async () => {
    const { status } = await getQuota(f, name);
    if (status?.used === undefined) return false;
    return Object.entries(used).every(([key, amount]) => compareQuantities(status.used?.[key], amount) === 0);
  });
}

const remove = (f: Framework, path: string) => f.client.remove(path, { gracePeriodSeconds: 0 });

const pod = (name: string, requests: Amounts = {}, limits: Amounts = {}, more: object = {}) =>
  newPod(name, PAUSE, undefined, {
    containers: [{ name: 'pause', image: PAUSE, resources: { requests, limits } }],
    ...more,
  });
const createPod = (f: Framework, body: object) => f.client.create<KubeObject>(core(f, 'pods'), body);

const NAME = 'test-quota';
const OWN = { resourcequotas: '1' };

spec(
  '[sig-api-machinery] ResourceQuota should create a ResourceQuota and ensure its status is promptly calculated. [Conformance]',
  'resourcequota',
  async (f) => {
    await createQuota(f, NAME, HARD);
    await isUsed(f, NAME, OWN);
  },
);

/** Makes an object, sees it counted, ends it and sees it no longer counted. */
async function lives(
  f: Framework,
  path: string,
  body: { metadata: { name: string } },
  during: Amounts,
  after: Amounts,
) {
  await createQuota(f, NAME, HARD);
  await isUsed(f, NAME, { ...OWN, ...after });
  await f.client.create(path, body);
  await isUsed(f, NAME, { ...OWN, ...during });
  await remove(f, `${path}/${body.metadata.name}`);
  await isUsed(f, NAME, { ...OWN, ...after });
}

spec(
  '[sig-api-machinery] ResourceQuota should create a ResourceQuota and capture the life of a configMap. [Conformance]',
  'resourcequota',
  async (f) => {
    const found = (await f.client.list(core(f, 'configmaps'))).items.length;
    const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'test-configmap' }, data: { a: 'b' } };
    await lives(f, core(f, 'configmaps'), body, { configmaps: `${found + 1}` }, { configmaps: `${found}` });
  },
);

spec(
  '[sig-api-machinery] ResourceQuota should create a ResourceQuota and capture the life of a secret. [Conformance]',
  'resourcequota',
  async (f) => {
    const body = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'test-secret' },
      data: { 'data-1': 'dmFsdWUtMQ==' },
    };
    await lives(f, core(f, 'secrets'), body, { secrets: '1' }, { secrets: '0' });
  },
);

spec(
  '[sig-api-machinery] ResourceQuota should create a ResourceQuota and capture the life of a replica set. [Conformance]',
  'resourcequota',
  async (f) => {
    const body = newReplicaSet('test-rs', 0, { app: 'test-rs' }, 'test-rs', HTTPD);
    const path = at('apps/v1', 'replicasets', f.namespace);
    await lives(f, path, body, { 'count/replicasets.apps': '1' }, { 'count/replicasets.apps': '0' });
  },
);

spec(
  '[sig-api-machinery] ResourceQuota should create a ResourceQuota and capture the life of a replication controller. [Conformance]',
  'resourcequota',
  async (f) => {
    const body = newReplicationController('test-rc', 0, { name: 'test-rc' }, 'test-rc', HTTPD);
    const path = core(f, 'replicationcontrollers');
    await lives(f, path, body, { replicationcontrollers: '1' }, { replicationcontrollers: '0' });
  },
);

spec(
  '[sig-api-machinery] ResourceQuota should create a ResourceQuota and capture the life of a service. [Conformance]',
  'resourcequota',
  async (f) => {
    const service = (name: string, type: string) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { type, ports: [{ port: 80, targetPort: 80 }] },
    });
    const path = core(f, 'services');
    await createQuota(f, NAME, HARD);
    await isUsed(f, NAME, OWN);
    await f.client.create(path, service('test-service', 'ClusterIP'));
    await f.client.create(path, service('test-service-np', 'NodePort'));
    await refusalOf(f.client.create(path, service('test-service-lb', 'LoadBalancer')));
    await isUsed(f, NAME, { ...OWN, services: '2', 'services.nodeports': '1' });
    for (const name of ['test-service', 'test-service-np']) await f.client.remove(core(f, 'services', name));
    await isUsed(f, NAME, { ...OWN, services: '0', 'services.nodeports': '0' });
  },
);

spec(
  '[sig-api-machinery] ResourceQuota should create a ResourceQuota and capture the life of a pod. [Conformance]',
  'resourcequota',
  async (f) => {
    const dongles = { 'example.com/dongle': '2' };
    await createQuota(f, NAME, HARD);
    await isUsed(f, NAME, OWN);
    const requests = { cpu: '500m', memory: '252Mi', 'ephemeral-storage': '30Gi', ...dongles };
    const made = await createPod(f, pod('test-pod', requests, dongles));
    const used = {
      pods: '1',
      cpu: '500m',
      memory: '252Mi',
      'ephemeral-storage': '30Gi',
      'requests.example.com/dongle': '2',
    };
    await isUsed(f, NAME, { ...OWN, ...used });
    const tooMuch = await refusalOf(createPod(f, pod('fail-pod', { cpu: '600m', memory: '100Mi' })));
    expect(tooMuch.message).toContain(
      'exceeded quota: test-quota, requested: cpu=600m, used: cpu=500m, limited: cpu=1',
    );
    const more = { ...requests, memory: '100Mi' };
    await refusalOf(createPod(f, pod('fail-pod-for-extended-resource', more, dongles)));
    const changed = pod('test-pod', { cpu: '100m', memory: '100Mi', 'ephemeral-storage': '10Gi' });
    await refusalOf(f.client.update(core(f, 'pods', 'test-pod'), { ...changed, metadata: made.metadata }));
    await isUsed(f, NAME, { ...OWN, ...used });
    await remove(f, core(f, 'pods', 'test-pod'));
    await isUsed(f, NAME, {
      ...OWN,
      pods: '0',
      cpu: '0',
      memory: '0',
      'ephemeral-storage': '0',
      'requests.example.com/dongle': '0',
    });
  },
);

/** A pod is counted by the quota of its own scope, and not by that of the other. */
async function countsOnly(
  f: Framework,
  own: string,
  other: string,
  body: { metadata: { name: string } },
): Promise<void> {
  await createPod(f, body);
  await isUsed(f, own, { pods: '1' });
  await isUsed(f, other, { pods: '0' });
  await remove(f, core(f, 'pods', body.metadata.name));
  await isUsed(f, own, { pods: '0' });
}

const REQUESTS = { cpu: '500m', memory: '200Mi' };
const LIMITS = { cpu: '1', memory: '400Mi' };

spec(
  '[sig-api-machinery] ResourceQuota should verify ResourceQuota with best effort scope. [Conformance]',
  'resourcequota',
  async (f) => {
    await createQuota(f, 'quota-besteffort', { pods: '5' }, { scopes: ['BestEffort'] });
    await isUsed(f, 'quota-besteffort', { pods: '0' });
    await createQuota(f, 'quota-not-besteffort', { pods: '5' }, { scopes: ['NotBestEffort'] });
    await isUsed(f, 'quota-not-besteffort', { pods: '0' });
    await countsOnly(f, 'quota-besteffort', 'quota-not-besteffort', pod('pfpod'));
    await countsOnly(f, 'quota-not-besteffort', 'quota-besteffort', pod('burstable-pod', REQUESTS, LIMITS));
  },
);

spec(
  '[sig-api-machinery] ResourceQuota should verify ResourceQuota with terminating scopes. [Conformance]',
  'resourcequota',
  async (f) => {
    const hard = {
      pods: '5',
      'requests.cpu': '1',
      'requests.memory': '500Mi',
      'limits.cpu': '2',
      'limits.memory': '1Gi',
    };
    await createQuota(f, 'quota-terminating', hard, { scopes: ['Terminating'] });
    await isUsed(f, 'quota-terminating', { pods: '0' });
    await createQuota(f, 'quota-not-terminating', hard, { scopes: ['NotTerminating'] });
    await isUsed(f, 'quota-not-terminating', { pods: '0' });
    await countsOnly(f, 'quota-not-terminating', 'quota-terminating', pod('test-pod', REQUESTS, LIMITS));
    const mortal = pod('terminating-pod', REQUESTS, LIMITS, { activeDeadlineSeconds: 3600 });
    await countsOnly(f, 'quota-terminating', 'quota-not-terminating', mortal);
  },
);

spec(
  '[sig-api-machinery] ResourceQuota should be able to update and delete ResourceQuota. [Conformance]',
  'resourcequota',
  async (f) => {
    const made = await createQuota(f, NAME, { cpu: '1', memory: '500Mi' });
    expect((await getQuota(f, NAME)).spec.hard).toEqual({ cpu: '1', memory: '500Mi' });
    const hard = { cpu: '2', memory: '1Gi' };
    const { resourceVersion: _any, ...metadata } = made.metadata;
    const body = { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard } };
    expect((await f.client.update<ResourceQuota>(quotas(f, NAME), body)).spec.hard).toEqual(hard);
    expect((await getQuota(f, NAME)).spec.hard).toEqual(hard);
    await f.client.remove(quotas(f, NAME));
    await expect(getQuota(f, NAME)).rejects.toSatisfy((error) => isRefusal(error, 'NotFound'));
  },
);

spec(
  '[sig-api-machinery] ResourceQuota should manage the lifecycle of a ResourceQuota [Conformance]',
  'resourcequota',
  async (f) => {
    const labelSelector = 'e2e-rq-label=e2e-quota';
    await createQuota(f, 'e2e-quota', { cpu: '1', memory: '500Mi' }, {}, { 'e2e-rq-label': 'e2e-quota' });
    const { items } = await f.client.list(at('v1', 'resourcequotas'), { labelSelector });
    expect(items).toHaveLength(1);
    const patch = { metadata: { labels: { 'e2e-quota': 'patched' } }, spec: { hard: { memory: '750Mi' } } };
    const patched = await f.client.patch<ResourceQuota>(quotas(f, 'e2e-quota'), 'strategic-merge', patch);
    expect([patched.metadata.labels?.['e2e-quota'], patched.spec.hard?.memory]).toEqual(['patched', '750Mi']);
    expect(Number(patched.metadata.resourceVersion)).toBeGreaterThan(Number(items[0]!.metadata.resourceVersion));
    await f.client.remove(quotas(f), {}, { labelSelector });
    await expect(getQuota(f, 'e2e-quota')).rejects.toSatisfy((error) => isRefusal(error, 'NotFound'));
  },
);

spec(
  '[sig-api-machinery] ResourceQuota should apply changes to a resourcequota status [Conformance]',
  'resourcequota',
  async (f) => {
    const name = 'e2e-rq-status';
    const hard = { cpu: '500m', memory: '500Mi' };
    await createQuota(f, name, hard);
    const given = await getQuota(f, name);
    await f.client.update(quotas(f, name, 'status'), { ...given, status: { hard } });
    await f.poll(
      'the status says so',
      SECOND,
      POD_START,
      async () => (await getQuota(f, name)).status.hard?.cpu === '500m',
    );
    const more = { cpu: '1', memory: '1Gi' };
    await f.client.patch(quotas(f, name), 'strategic-merge', { spec: { hard: more } });
    await f.client.patch(quotas(f, name, 'status'), 'strategic-merge', { status: { hard: more } });
    expect((await f.client.get<ResourceQuota>(quotas(f, name, 'status'))).status.hard).toEqual(more);
    const back = { cpu: '2', memory: '2Gi' };
    const repatched = await f.client.patch<ResourceQuota>(quotas(f, name, 'status'), 'strategic-merge', {
      status: { hard: back },
    });
    expect(repatched.status.hard).toEqual(back);
    expect(repatched.spec.hard).toEqual(more);
  },
);

spec(
  '[sig-apps] ReplicationController should surface a failure condition on a common issue like exceeded quota [Conformance]',
  'rc',
  async (f) => {
    const name = 'condition-test';
    await createQuota(f, name, { pods: '2' });
    await f.poll('the quota is told', SECOND, MINUTE, async () => {
      const { status } = await getQuota(f, name);
      return status?.hard?.pods === '2' && status.used?.pods === '0';
    });
    const path = core(f, 'replicationcontrollers', name);
    await f.client.create(core(f, 'replicationcontrollers'), newReplicationController(name, 3, { name }, name, HTTPD));
    const fails = async () => {
      const { metadata, status } = await f.client.get<ReplicationController>(path);
      const seen = status.observedGeneration === metadata.generation;
      return seen ? status.conditions?.some(({ type }) => type === 'ReplicaFailure') === true : undefined;
    };
    await f.poll('it says that it lacks pods', SECOND, MINUTE, async () => (await fails()) === true);
    await f.client.patch(path, 'merge', { spec: { replicas: 2 } });
    await f.poll('it says so no longer', SECOND, MINUTE, async () => (await fails()) === false);
  },
);

import { describe, expect, it } from 'vitest';
import type { Draft, KubeObject } from '../../../api/object.ts';
import {
  configMaps,
  customResourceDefinitions,
  namespaces,
  persistentVolumeClaims,
  pods,
  type Resource,
  replicaSets,
  replicationControllers,
  resourceQuotas,
  secrets,
  serviceAccounts,
  services,
} from '../../../api/resources.ts';
import { defaultNodes } from '../../cluster-shapes.ts';
import { createCluster } from '../../create-cluster.ts';
import { ADMIN } from '../../random-admin-for-test.ts';

type Amounts = Readonly<Record<string, string>>;

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
  'gold.storageclass.storage.k8s.io/persistentvolumeclaims': '10',
  'gold.storageclass.storage.k8s.io/requests.storage': '10Gi',
  'count/replicasets.apps': '5',
  'requests.example.com/dongle': '3',
};

function cluster() {
  const made = createCluster({ seed: 1, startAt: Date.UTC(2026, 0, 5), nodes: defaultNodes(2), bare: true });
  const client = made.apiserver.client(ADMIN);
  const settle = (ms = 1000) => made.world.clock.advanceTo(made.world.clock.now() + ms);
  const create = (resource: Resource, name: string, rest: object) =>
    client.create(resource, 'q', { metadata: { name }, ...rest } as unknown as Draft<KubeObject>);
  client.create(namespaces, undefined, { metadata: { name: 'q' } } as never);
  settle();
  const quota = (name: string, hard: Amounts, spec: object = {}) => {
    create(resourceQuotas, name, { spec: { hard, ...spec } });
    settle();
  };
  const used = (name = 'test-quota') => client.get(resourceQuotas, 'q', name)!.status.used ?? {};
  const refusal = (act: () => unknown): string => {
    try {
      act();
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };
  const remove = (resource: Resource, name: string) => {
    client.delete(resource, 'q', name, { gracePeriodSeconds: 0 });
    settle();
  };
  return { client, settle, create, quota, used, refusal, remove, registry: made.apiserver.registry };
}

const pod = (requests: Amounts = {}, limits: Amounts = {}, spec: object = {}) => ({
  spec: {
    nodeName: 'nowhere',
    containers: [{ name: 'pause', image: 'pause', resources: { requests, limits } }],
    ...spec,
  },
});
const dongles = { 'example.com/dongle': '2' };
const service = (type: string) => ({ spec: { type, ports: [{ port: 80 }] } });
const labels = { app: 'x' };
const replicas = { replicas: 0, template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } } };
const claim = (storageClassName: string) => ({
  spec: { storageClassName, accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});

describe('a quota', () => {
  it('tells at once what is used', () => {
    const { quota, used } = cluster();
    quota('test-quota', HARD);
    expect(Object.keys(used())).toEqual(Object.keys(HARD).sort());
    expect(used()).toMatchObject({ resourcequotas: '1', configmaps: '1', pods: '0', 'requests.storage': '0' });
  });

  it.each<[string, Resource, object, Amounts, Amounts]>([
    ['config map', configMaps, {}, { configmaps: '2' }, { configmaps: '1' }],
    ['secret', secrets, {}, { secrets: '1' }, { secrets: '0' }],
    [
      'replica set',
      replicaSets,
      { spec: { selector: { matchLabels: labels }, ...replicas } },
      { 'count/replicasets.apps': '1' },
      { 'count/replicasets.apps': '0' },
    ],
    [
      'replication controller',
      replicationControllers,
      { spec: { selector: labels, ...replicas } },
      { replicationcontrollers: '1' },
      { replicationcontrollers: '0' },
    ],
    [
      'service',
      services,
      service('NodePort'),
      { services: '1', 'services.nodeports': '1' },
      { services: '0', 'services.nodeports': '0' },
    ],
    [
      'claim',
      persistentVolumeClaims,
      claim('gold'),
      {
        persistentvolumeclaims: '1',
        'requests.storage': '1Gi',
        'gold.storageclass.storage.k8s.io/requests.storage': '1Gi',
      },
      { persistentvolumeclaims: '0', 'requests.storage': '0' },
    ],
    [
      'pod',
      pods,
      pod({ cpu: '500m', memory: '252Mi', 'ephemeral-storage': '30Gi', ...dongles }, dongles),
      { pods: '1', cpu: '500m', memory: '252Mi', 'ephemeral-storage': '30Gi', 'requests.example.com/dongle': '2' },
      { pods: '0', cpu: '0', memory: '0', 'requests.example.com/dongle': '0' },
    ],
  ])('captures the life of a %s', (_what, resource, object, during, after) => {
    const { quota, used, create, remove } = cluster();
    quota('test-quota', HARD);
    create(resource, 'one', object);
    expect(used()).toMatchObject(during);
    remove(resource, 'one');
    expect(used()).toMatchObject(after);
  });

  it('refuses what exceeds it in the words of Kubernetes, and charges nothing for that', () => {
    const { quota, used, create, refusal } = cluster();
    quota('test-quota', HARD);
    create(pods, 'first', pod({ cpu: '500m', memory: '252Mi', ...dongles }, dongles));
    create(services, 'np', service('NodePort'));
    const before = used();
    expect(refusal(() => create(pods, 'fail', pod({ cpu: '600m', memory: '100Mi' })))).toBe(
      'pods "fail" is forbidden: exceeded quota: test-quota, requested: cpu=600m, used: cpu=500m, limited: cpu=1',
    );
    expect(refusal(() => create(pods, 'fail', pod({ cpu: '100m', memory: '1Mi', ...dongles }, dongles)))).toBe(
      'pods "fail" is forbidden: exceeded quota: test-quota, requested: requests.example.com/dongle=2, used: requests.example.com/dongle=2, limited: requests.example.com/dongle=3',
    );
    expect(refusal(() => create(pods, 'fail', pod()))).toBe(
      'pods "fail" is forbidden: failed quota: test-quota: must specify cpu for: pause; memory for: pause',
    );
    expect(refusal(() => create(services, 'lb', service('LoadBalancer')))).toBe(
      'services "lb" is forbidden: exceeded quota: test-quota, requested: services.nodeports=1, used: services.nodeports=1, limited: services.nodeports=1',
    );
    expect(refusal(() => create(resourceQuotas, 'two', { spec: { hard: { pods: '1' } } }))).toBe(
      'resourcequotas "two" is forbidden: exceeded quota: test-quota, requested: resourcequotas=1, used: resourcequotas=1, limited: resourcequotas=1',
    );
    expect(used()).toEqual(before);
  });

  it('that is not calculated yet lets nothing through', () => {
    const { create, refusal, client } = cluster();
    create(resourceQuotas, 'new', { spec: { hard: { pods: '1' } } });
    const status = { hard: { pods: '1' } };
    client.patch(resourceQuotas, 'q', 'new', 'merge', { status }, 'status');
    expect(refusal(() => create(pods, 'p', pod()))).toBe(
      'pods "p" is forbidden: status unknown for quota: new, resources: pods',
    );
  });

  it.each<[string, object, object, object]>([
    ['BestEffort', { scopes: ['BestEffort'] }, pod(), pod({ cpu: '1', memory: '1Mi' })],
    ['NotBestEffort', { scopes: ['NotBestEffort'] }, pod({ cpu: '1' }), pod()],
    ['Terminating', { scopes: ['Terminating'] }, pod({}, {}, { activeDeadlineSeconds: 3600 }), pod()],
    ['NotTerminating', { scopes: ['NotTerminating'] }, pod(), pod({}, {}, { activeDeadlineSeconds: 3600 })],
    [
      'PriorityClass',
      {
        scopeSelector: {
          matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['system-node-critical'] }],
        },
      },
      pod({}, {}, { priorityClassName: 'system-node-critical' }),
      pod(),
    ],
    [
      'CrossNamespacePodAffinity',
      { scopes: ['CrossNamespacePodAffinity'] },
      pod(
        {},
        {},
        {
          affinity: {
            podAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { topologyKey: 'a', labelSelector: {}, namespaces: ['x'] },
              ],
            },
          },
        },
      ),
      pod(),
    ],
  ])('with the scope %s counts only its own', (_scope, spec, inside, outside) => {
    const { quota, used, create, remove } = cluster();
    quota('scoped', { pods: '5' }, spec);
    create(pods, 'inside', inside);
    create(pods, 'outside', outside);
    expect(used('scoped')).toEqual({ pods: '1' });
    remove(pods, 'inside');
    expect(used('scoped')).toEqual({ pods: '0' });
  });

  it('follows its spec, keeps foreign writes of its status until then, and is counted anew in five minutes', () => {
    const { quota, used, client, settle } = cluster();
    quota('test-quota', { cpu: '500m' });
    client.patch(resourceQuotas, 'q', 'test-quota', 'merge', { status: { used: { cpu: '3' } } }, 'status');
    settle();
    expect(used()).toEqual({ cpu: '3' });
    settle(300_000);
    expect(used()).toEqual({ cpu: '0' });
    client.patch(resourceQuotas, 'q', 'test-quota', 'merge', { spec: { hard: { cpu: '1', memory: '1Gi' } } });
    settle();
    expect(client.get(resourceQuotas, 'q', 'test-quota')!.status).toEqual({
      hard: { cpu: '1', memory: '1Gi' },
      used: { cpu: '0', memory: '0' },
    });
  });

  it('is charged for an update by what it adds, and not by a dry run', () => {
    const { quota, used, create, client, refusal, settle, registry } = cluster();
    quota('test-quota', HARD);
    create(services, 's', service('ClusterIP'));
    client.patch(services, 'q', 's', 'merge', { spec: { type: 'NodePort' } });
    expect(used()).toMatchObject({ services: '1', 'services.nodeports': '1' });
    const more = {
      spec: {
        ports: [
          { port: 80, name: 'a' },
          { port: 81, name: 'b' },
        ],
      },
    };
    expect(refusal(() => client.patch(services, 'q', 's', 'merge', more))).toContain('requested: services.nodeports=1');
    client.patch(services, 'q', 's', 'merge', { spec: { type: 'ClusterIP' } });
    settle();
    const dry = { metadata: { name: 'dry' }, ...service('ClusterIP') } as unknown as Draft<KubeObject>;
    registry.create(services, 'q', dry as KubeObject, { user: ADMIN, dryRun: true });
    expect(used()).toMatchObject({ services: '1' });
    settle();
    expect(used()).toMatchObject({ services: '1', 'services.nodeports': '0' });
  });

  it('counts custom resources', () => {
    const { quota, used, client, settle, create, refusal } = cluster();
    const names = { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList' };
    const schema = { openAPIV3Schema: { type: 'object' } };
    const versions = [{ name: 'v1', served: true, storage: true, schema }];
    client.create(customResourceDefinitions, undefined, {
      metadata: { name: 'widgets.example.com' },
      spec: { group: 'example.com', scope: 'Namespaced', names, versions },
    } as never);
    settle(5000);
    quota('test-quota', { 'count/widgets.example.com': '1' });
    const widgets = { group: 'example.com', version: 'v1', plural: 'widgets', kind: 'Widget', namespaced: true };
    create(widgets, 'one', {});
    expect(used()).toEqual({ 'count/widgets.example.com': '1' });
    expect(refusal(() => create(widgets, 'two', {}))).toContain('exceeded quota: test-quota');
    client.delete(widgets, 'q', 'one');
    settle(31_000);
    expect(used()).toEqual({ 'count/widgets.example.com': '0' });
  });

  it('makes a replication controller say why it lacks pods', () => {
    const { quota, create, client, settle } = cluster();
    quota('condition-test', { pods: '2' });
    const three = { ...replicas, replicas: 3 };
    create(replicationControllers, 'condition-test', { spec: { selector: labels, ...three } });
    settle(5000);
    const condition = () => client.get(replicationControllers, 'q', 'condition-test')!.status.conditions;
    expect(condition()).toMatchObject([{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' }]);
    expect(condition()![0]!.message).toMatch(
      /^pods "condition-test-\w{5}" is forbidden: exceeded quota: condition-test, requested: pods=1, used: pods=2, limited: pods=2$/,
    );
    client.patch(replicationControllers, 'q', 'condition-test', 'merge', { spec: { replicas: 2 } });
    settle(5000);
    expect(condition() ?? []).toEqual([]);
    expect(client.get(serviceAccounts, 'q', 'default')).toBeDefined();
  });
});

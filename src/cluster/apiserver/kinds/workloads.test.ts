import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };

function server() {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  api.bootstrap();
  const send = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object, headers: Record<string, string> = {}) =>
    api.handle({ method, path, query: {}, headers, user, ...(body && { body: JSON.stringify(body) }) });
  const at = (kind: string) => PATHS[kind]!;
  return {
    send,
    create: (object: { kind: string }) => send('POST', at(object.kind), object),
    get: (kind: string, name: string, rest = '') => send('GET', `${at(kind)}/${name}${rest}`).body as any_,
    put: (kind: string, object: { metadata: { name: string } }, rest = '') =>
      send('PUT', `${at(kind)}/${object.metadata.name}${rest}`, object),
    row: (kind: string) => {
      const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
      return (send('GET', at(kind), undefined, headers).body as { rows: { cells: unknown[] }[] }).rows[0]!.cells;
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely here.
type any_ = any;

const PATHS: Readonly<Record<string, string>> = {
  Deployment: '/apis/apps/v1/namespaces/default/deployments',
  ReplicaSet: '/apis/apps/v1/namespaces/default/replicasets',
  StatefulSet: '/apis/apps/v1/namespaces/default/statefulsets',
  ReplicationController: '/api/v1/namespaces/default/replicationcontrollers',
  PodTemplate: '/api/v1/namespaces/default/podtemplates',
  Job: '/apis/batch/v1/namespaces/default/jobs',
  CronJob: '/apis/batch/v1/namespaces/default/cronjobs',
};

const labels = { app: 'web' };
const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx:1' }] } };
const once = { spec: { ...template.spec, restartPolicy: 'Never' } };
const selector = { matchLabels: labels };

const apps = (kind: string, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web' },
  spec: { selector, template, ...spec },
});
const job = (spec: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'pi' },
  spec: { template: once, ...spec },
});
const cronJob = (spec: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'tick' },
  spec: { schedule: '*/5 * * * *', jobTemplate: { spec: { template: once } }, ...spec },
});
const rc = (spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: { name: 'web' },
  spec: { template, ...spec },
});

describe('what the server fills in', () => {
  it('in a Deployment', () => {
    const { create, get, row } = server();
    expect(create(apps('Deployment')).status).toBe(201);
    const { spec, metadata, status } = get('Deployment', 'web');
    expect(metadata.generation).toBe(1);
    expect(status).toEqual({});
    expect(spec).toMatchObject({
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    });
    expect(row('Deployment').slice(0, 4)).toEqual(['web', '0/1', 0, 0]);
  });

  it('in a ReplicaSet and a ReplicationController', () => {
    const { create, get, row } = server();
    create(apps('ReplicaSet'));
    expect(get('ReplicaSet', 'web').spec.replicas).toBe(1);
    expect(row('ReplicaSet').slice(0, 4)).toEqual(['web', 1, 0, 0]);
    create(rc());
    expect(get('ReplicationController', 'web')).toMatchObject({
      metadata: { labels, generation: 1 },
      spec: { replicas: 1, selector: labels },
    });
    expect(row('ReplicationController').at(-1)).toBe('app=web');
  });

  it('in a StatefulSet', () => {
    const { create, get, row } = server();
    create(
      apps('StatefulSet', {
        serviceName: 'web',
        volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: { accessModes: ['ReadWriteOnce'] } }],
      }),
    );
    const { spec } = get('StatefulSet', 'web');
    expect(spec).toMatchObject({
      replicas: 1,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
    expect(spec.volumeClaimTemplates[0]).toMatchObject({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'd', creationTimestamp: null },
      spec: { volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    });
    expect(row('StatefulSet').slice(0, 2)).toEqual(['web', '0/1']);
  });

  it('in a Job: the selector and labels that only its own pods have', () => {
    const { create, get, row } = server();
    expect(create(job()).status).toBe(201);
    const { spec, metadata } = get('Job', 'pi');
    expect(spec).toMatchObject({
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      completions: 1,
      parallelism: 1,
      podReplacementPolicy: 'TerminatingOrFailed',
      suspend: false,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': metadata.uid } },
      template: {
        metadata: {
          labels: {
            'batch.kubernetes.io/controller-uid': metadata.uid,
            'batch.kubernetes.io/job-name': 'pi',
            'controller-uid': metadata.uid,
            'job-name': 'pi',
          },
        },
      },
    });
    expect(spec).not.toHaveProperty('manualSelector');
    expect(row('Job').slice(0, 4)).toEqual(['pi', 'Running', '0/1', '']);
  });

  it('in a CronJob and a PodTemplate', () => {
    const { create, get, row } = server();
    expect(create(cronJob()).status).toBe(201);
    const { spec } = get('CronJob', 'tick');
    expect(spec).toMatchObject({
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
    expect(spec.jobTemplate.spec).not.toHaveProperty('backoffLimit');
    expect(row('CronJob').slice(0, 6)).toEqual(['tick', '*/5 * * * *', '<none>', 'False', 0, '<none>']);
    expect(create({ apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 't' }, template } as never).status).toBe(
      201,
    );
    expect(row('PodTemplate')).toEqual(['t', 'c', 'nginx:1', 'app=web']);
  });
});

describe('writes', () => {
  it('of a Deployment raise its generation with its spec or annotations, not with labels', () => {
    const { create, get, put } = server();
    create(apps('Deployment'));
    const first = get('Deployment', 'web');
    put('Deployment', { ...first, metadata: { ...first.metadata, labels: { a: 'b' } } });
    expect(get('Deployment', 'web').metadata.generation).toBe(1);
    const second = get('Deployment', 'web');
    put('Deployment', { ...second, metadata: { ...second.metadata, annotations: { a: 'b' } } });
    expect(get('Deployment', 'web').metadata.generation).toBe(2);
  });

  it.each(['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'])('scale a %s', (kind) => {
    const { create, get, put } = server();
    create(kind === 'ReplicationController' ? rc() : apps(kind));
    const scale = get(kind, 'web', '/scale');
    expect(scale).toMatchObject({ kind: 'Scale', spec: { replicas: 1 }, status: { replicas: 0, selector: 'app=web' } });
    expect(put(kind, { ...scale, spec: { replicas: 3 } }, '/scale').status).toBe(200);
    expect(get(kind, 'web')).toMatchObject({ spec: { replicas: 3 }, metadata: { generation: 2 } });
  });

  it('of a status leave the spec alone', () => {
    const { create, get, put } = server();
    create(apps('ReplicaSet'));
    const object = get('ReplicaSet', 'web');
    put('ReplicaSet', { ...object, spec: { ...object.spec, replicas: 9 }, status: { replicas: 1 } }, '/status');
    expect(get('ReplicaSet', 'web')).toMatchObject({ spec: { replicas: 1 }, status: { replicas: 1 } });
  });
});

import { describe, expect, it } from 'vitest';
import { formatSelector, selectorFromLabelSelector } from '../../../api/labels.ts';
import { deployments } from '../../../api/resources.ts';
import type { ApiRequest } from '../../../api/transport.ts';
import type { Deployment } from '../../../api/types/deployment.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';
import { strategies } from '../registry.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';

/** The least a kind must say to be scaled. */
const scalable = strategy<Deployment>({
  resource: deployments,
  subresources: ['status', 'scale'],
  nameErrors: subdomainName,
  scale: {
    replicas: ({ spec }) => spec.replicas ?? 1,
    withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
    statusReplicas: ({ status }) => status?.replicas ?? 0,
    selector: ({ spec }) => formatSelector(selectorFromLabelSelector(spec.selector)),
  },
  cells: ({ metadata }) => [metadata.name],
});

function server() {
  const others = strategies.filter(({ resource }) => resource.plural !== 'deployments');
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }), [...others, scalable]);
  api.bootstrap();
  return (method: ApiRequest['method'], path: string, body?: unknown, headers = {}, query = {}) => {
    const user = { name: 'me', groups: ['system:masters'] };
    const answer = api.handle({ method, path, query, headers, body, user });
    return { status: answer.status, body: answer.body as never as Record<string, never> };
  };
}

describe('scale', () => {
  const PATH = '/apis/apps/v1/namespaces/default/deployments';
  const SELECTOR = { matchLabels: { app: 'web' } };
  const made = () => {
    const send = server();
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };
    const spec = { replicas: 2, selector: SELECTOR, template };
    expect(send('POST', PATH, { metadata: { name: 'web' }, spec })).toMatchObject({ status: 201 });
    return send;
  };
  const type = (name: string) => ({ 'content-type': `application/${name}+json` });

  it('is read, replaced and patched as autoscaling/v1 Scale', () => {
    const send = made();
    const { body } = send('GET', `${PATH}/web/scale`);
    const scale: object = body;
    expect(scale).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      metadata: { name: 'web', namespace: 'default' },
      spec: { replicas: 2 },
      status: { replicas: 0, selector: 'app=web' },
    });
    expect(send('PUT', `${PATH}/web/scale`, { ...scale, spec: { replicas: 3 } })).toMatchObject({
      status: 200,
      body: { kind: 'Scale', spec: { replicas: 3 } },
    });
    // The first answer's version is old by now.
    expect(send('PUT', `${PATH}/web/scale`, { ...scale, spec: { replicas: 4 } })).toMatchObject({
      status: 409,
      body: {
        message:
          'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
      },
    });
    const patches = [
      ['merge-patch', { spec: { replicas: 5 } }, 5],
      ['strategic-merge-patch', { spec: { replicas: 6 } }, 6],
      ['json-patch', [{ op: 'replace', path: '/spec/replicas', value: 7 }], 7],
    ] as const;
    for (const [name, patch, replicas] of patches) {
      const answer = send('PATCH', `${PATH}/web/scale`, patch, type(name));
      expect(answer).toMatchObject({ status: 200, body: { kind: 'Scale', spec: { replicas } } });
      expect(send('GET', `${PATH}/web`)).toMatchObject({
        body: { kind: 'Deployment', spec: { replicas, selector: SELECTOR } },
      });
    }
    const table = send('GET', `${PATH}/web/scale`, undefined, {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    expect(table.body).toMatchObject({ kind: 'Table', rows: [{ cells: ['web', 7, 0, expect.any(String)] }] });
  });

  it('is refused as Kubernetes refuses it', () => {
    const send = made();
    expect(send('GET', `${PATH}/none/scale`)).toMatchObject({
      status: 404,
      body: { message: 'deployments/scale.apps "none" not found' },
    });
    expect(send('PATCH', `${PATH}/none/scale`, { spec: { replicas: 1 } }, type('merge-patch'))).toMatchObject({
      status: 404,
      body: { message: 'deployments.apps "none" not found' },
    });
    expect(send('PATCH', `${PATH}/web/scale`, { spec: { replicas: -1 } }, type('merge-patch'))).toMatchObject({
      status: 422,
      body: {
        message:
          'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      },
    });
    const wrongUid = { metadata: { uid: 'other' }, spec: { replicas: 1 } };
    expect(send('PATCH', `${PATH}/web/scale`, wrongUid, type('merge-patch'))).toMatchObject({ status: 409 });
    expect(send('GET', '/api/v1/namespaces/default/configmaps/kube-root-ca.crt/scale')).toMatchObject({ status: 404 });
  });
});

describe('a second group version', () => {
  const PATH = '/apis/events.k8s.io/v1/namespaces/default/events';
  const event = {
    metadata: { name: 'e', namespace: 'default' },
    eventTime: '2026-01-01T00:00:00.000000Z',
    regarding: { kind: 'Pod', name: 'p', namespace: 'default' },
    action: 'Do',
    reason: 'Test',
    note: 'hello',
    type: 'Normal',
    reportingController: 'c',
    reportingInstance: 'i',
  };

  it('reads and writes the same objects in its own words', () => {
    const send = server();
    expect(send('POST', PATH, event)).toMatchObject({
      status: 201,
      body: { apiVersion: 'events.k8s.io/v1', note: 'hello' },
    });
    expect(send('GET', '/api/v1/namespaces/default/events/e').body).toMatchObject({
      apiVersion: 'v1',
      message: 'hello',
      involvedObject: { name: 'p' },
      reportingComponent: 'c',
    });
    const series = { count: 2, lastObservedTime: '2026-01-01T00:00:01.000000Z' };
    const patch = { 'content-type': 'application/strategic-merge-patch+json' };
    expect(send('PATCH', `${PATH}/e`, { series }, patch)).toMatchObject({
      status: 200,
      body: { series, note: 'hello' },
    });
    expect(send('PATCH', `${PATH}/e`, { note: 'other' }, patch)).toMatchObject({ status: 422 });
    const select = (fieldSelector: string) => send('GET', PATH, undefined, {}, { fieldSelector });
    expect(select('regarding.name=p,reportingController=c')).toMatchObject({
      body: { kind: 'EventList', apiVersion: 'events.k8s.io/v1', items: [{ regarding: { name: 'p' } }] },
    });
    expect(select('regarding.name=q')).toMatchObject({ body: { items: [] } });
    expect(send('POST', PATH, { ...event, metadata: { name: 'f' }, eventTime: null })).toMatchObject({ status: 422 });
  });
});

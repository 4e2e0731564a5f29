import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const POD = '/api/v1/namespaces/default/pods/web';

function withPod(annotations?: object) {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  api.bootstrap();
  const send = (method: ApiRequest['method'], path: string, body?: unknown, type = 'strategic-merge-patch+json') => {
    const headers: Record<string, string> = method === 'PATCH' ? { 'content-type': `application/${type}` } : {};
    const user = { name: 'me', groups: ['system:masters'] };
    const answer = api.handle({ method, path, query: {}, headers, body, user });
    return { status: answer.status, body: answer.body as never as Record<string, unknown> };
  };
  const resources = { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2' } };
  const containers = [{ name: 'c', image: 'i', resources }];
  const body = { metadata: { name: 'web', annotations }, spec: { nodeName: 'n', containers } };
  expect(send('POST', '/api/v1/namespaces/default/pods', body)).toMatchObject({ status: 201 });
  return send;
}

describe('resize', () => {
  const resized = (resources: object, more: object = {}) => ({
    spec: { containers: [{ name: 'c', resources, ...more }] },
  });

  it('changes the resources of containers and nothing else', () => {
    const send = withPod();
    const patch = resized({ requests: { cpu: '1500m' } }, { image: 'other' });
    expect(send('PATCH', `${POD}/resize`, { ...patch, metadata: { labels: { a: 'b' } } })).toMatchObject({
      status: 200,
      body: {
        metadata: { generation: 2 },
        spec: { containers: [{ image: 'i', resources: { requests: { cpu: '1500m', memory: '1Gi' } } }] },
      },
    });
    expect(send('GET', POD).body.metadata).not.toHaveProperty('labels');
  });

  it.each([
    [
      { requests: { memory: null } },
      'spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed',
    ],
    [{ limits: null }, 'spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed'],
    [{ requests: { 'ephemeral-storage': '1Gi' } }, 'spec: Forbidden: only cpu and memory resources are mutable'],
    [
      { requests: { cpu: '2', memory: '1Gi' }, limits: { cpu: '2', memory: '1Gi' } },
      'spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing',
    ],
  ])('refuses %j', (resources, why) => {
    const { status, body } = withPod()('PATCH', `${POD}/resize`, resized(resources));
    expect({ status, message: body.message }).toEqual({ status: 422, message: `Pod "web" is invalid: ${why}` });
  });

  it('refuses mirror pods and other containers', () => {
    const mirror = withPod({ 'kubernetes.io/config.mirror': 'x' });
    expect(mirror('PATCH', `${POD}/resize`, resized({ requests: { cpu: '2' } })).body.message).toBe(
      'Pod "web" is invalid: []: Forbidden: static pods cannot be resized',
    );
    const added = { spec: { containers: [{ name: 'd', image: 'i' }] } };
    expect(withPod()('PATCH', `${POD}/resize`, added).body.message).toContain(
      'spec.containers: Forbidden: containers may not be added or removed on resize',
    );
  });
});

describe('ephemeral containers', () => {
  const PATH = `${POD}/ephemeralcontainers`;
  const adding = (...ephemeralContainers: object[]) => ({ spec: { ephemeralContainers } });

  it('are added, and stay as they are', () => {
    const send = withPod();
    const debug = { name: 'debug', image: 'busybox', stdin: true, targetContainerName: 'c' };
    expect(send('PATCH', PATH, adding(debug))).toMatchObject({
      status: 200,
      body: { spec: { ephemeralContainers: [{ ...debug, imagePullPolicy: 'Always' }] } },
    });
    expect(send('PATCH', PATH, adding({ name: 'debug', image: 'other' })).body.message).toBe(
      'Pod "web" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers "debug" may not be changed\n',
    );
    expect(send('PATCH', PATH, { spec: { ephemeralContainers: null } }, 'merge-patch+json').body.message).toBe(
      'Pod "web" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers "debug" may not be removed\n',
    );
    expect(send('PATCH', POD, adding({ name: 'second', image: 'i' })).status).toBe(422);
  });

  it.each([
    [{ name: 'c', image: 'i' }, 'spec.ephemeralContainers[0].name: Duplicate value: "c"'],
    [
      { name: 'd', image: 'i', targetContainerName: 'x' },
      'spec.ephemeralContainers[0].targetContainerName: Not found: "x"',
    ],
    [
      { name: 'd', image: 'i', ports: [{ containerPort: 80 }] },
      'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
    ],
  ])('refuses %j', (container, why) => {
    const { status, body } = withPod()('PATCH', PATH, adding(container));
    expect({ status, message: body.message }).toEqual({ status: 422, message: `Pod "web" is invalid: ${why}` });
  });
});

describe('component statuses', () => {
  it('are read, not written or watched', () => {
    const send = withPod();
    const path = '/api/v1/componentstatuses';
    expect(send('GET', `${path}/etcd-0`).body).toEqual({
      apiVersion: 'v1',
      kind: 'ComponentStatus',
      metadata: { name: 'etcd-0', creationTimestamp: null },
      conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }],
    });
    expect(send('GET', path).body.items).toHaveLength(3);
    expect(send('POST', path, {}).status).toBe(405);
    expect(send('GET', `${path}/none`).status).toBe(404);
  });
});

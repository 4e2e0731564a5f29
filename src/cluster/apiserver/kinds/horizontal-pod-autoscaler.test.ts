import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

function server() {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  api.bootstrap();
  return (method: ApiRequest['method'], path: string, body?: unknown, headers = {}) => {
    const user = { name: 'me', groups: ['system:masters'] };
    const answer = api.handle({ method, path, query: {}, headers, body, user });
    return { status: answer.status, body: answer.body as never as Record<string, never> };
  };
}

const path = (version: string, name = '') =>
  `/apis/autoscaling/${version}/namespaces/default/horizontalpodautoscalers${name === '' ? '' : `/${name}`}`;
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

describe('horizontal pod autoscalers', () => {
  it('measure the processor at 80% and scale from 1 when they are not told', () => {
    const send = server();
    const made = send('POST', path('v1'), { metadata: { name: 'web' }, spec: { scaleTargetRef, maxReplicas: 5 } });
    expect(made).toMatchObject({
      status: 201,
      body: {
        apiVersion: 'autoscaling/v1',
        spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 5, targetCPUUtilizationPercentage: 80 },
        status: { currentReplicas: 0, desiredReplicas: 0 },
      },
    });
    expect(send('GET', path('v2', 'web')).body).toMatchObject({
      apiVersion: 'autoscaling/v2',
      spec: {
        minReplicas: 1,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
        ],
      },
      status: { currentMetrics: null, desiredReplicas: 0 },
    });
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const { body } = send('GET', path('v1', 'web'), undefined, { accept });
    expect((body as unknown as { readonly rows: readonly { readonly cells: unknown }[] }).rows[0]?.cells).toEqual([
      'web',
      'Deployment/web',
      'cpu: <unknown>/80%',
      '1',
      5,
      0,
      '0s',
    ]);
  });

  it('keep in autoscaling/v1 what only autoscaling/v2 has fields for', () => {
    const send = server();
    const policies = [{ type: 'Pods', value: 1, periodSeconds: 60 }];
    const metrics = [
      { type: 'Pods', pods: { metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: '1k' } } },
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
    ];
    const spec = { scaleTargetRef, minReplicas: 2, maxReplicas: 9, metrics, behavior: { scaleDown: { policies } } };
    expect(send('POST', path('v2'), { metadata: { name: 'web' }, spec })).toMatchObject({ status: 201 });
    const { body: old } = send('GET', path('v1', 'web'));
    expect(old).toMatchObject({
      metadata: {
        annotations: {
          'autoscaling.alpha.kubernetes.io/metrics':
            '[{"type":"Pods","pods":{"metricName":"requests","targetAverageValue":"1k"}}]',
        },
      },
      spec: { targetCPUUtilizationPercentage: 50 },
    });
    const { spec: oldSpec } = old as unknown as { readonly spec: object };
    const changed = { ...(old as object), spec: { ...oldSpec, maxReplicas: 4 } };
    expect(send('PUT', path('v1', 'web'), changed)).toMatchObject({ status: 200 });
    const { body } = send('GET', path('v2', 'web'));
    expect(body.metadata).not.toHaveProperty('annotations');
    expect(body.spec).toEqual({
      ...spec,
      maxReplicas: 4,
      behavior: {
        scaleDown: { selectPolicy: 'Max', policies },
        scaleUp: {
          stabilizationWindowSeconds: 0,
          selectPolicy: 'Max',
          policies: [
            { type: 'Pods', value: 4, periodSeconds: 15 },
            { type: 'Percent', value: 100, periodSeconds: 15 },
          ],
        },
      },
    });
  });

  it('are one group with two versions', () => {
    expect(server()('GET', '/apis/autoscaling').body).toMatchObject({
      versions: [{ version: 'v2' }, { version: 'v1' }],
      preferredVersion: { groupVersion: 'autoscaling/v2' },
    });
  });
});

import { expect, it } from 'vitest';
import type { Method } from '../api/transport.ts';
import { createCluster } from './create-cluster.ts';

it('the scale of a custom object has its managers, wherever the replicas are', () => {
  const cluster = createCluster({ seed: 1, startAt: Date.UTC(2026, 0, 1), nodes: [], bare: true });
  const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
  const send = (method: Method, path: string, body?: unknown, query = {}, type = 'application/json') =>
    cluster.apiserver.handle({ method, path, query, headers: { 'content-type': type }, body, user }).body;
  const apply = (path: string, body: unknown, query: object) =>
    send('PATCH', path, body, query, 'application/apply-patch+yaml');

  const schema = {
    type: 'object',
    properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } },
  };
  const scale = { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' };
  const version = {
    name: 'v1',
    served: true,
    storage: true,
    schema: { openAPIV3Schema: schema },
    subresources: { scale },
  };
  send('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
      scope: 'Namespaced',
      versions: [version],
    },
  });
  cluster.world.clock.advanceTo(cluster.world.clock.now() + 5000);

  const path = '/apis/example.com/v1/namespaces/default/widgets/w';
  const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec: { size: 3 } };
  expect(apply(path, widget, { fieldManager: 'm' })).toMatchObject({ spec: { size: 3 } });
  const four = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'w' }, spec: { replicas: 4 } };
  expect(apply(`${path}/scale`, four, { fieldManager: 's' })).toMatchObject({
    message: 'Apply failed with 1 conflict: conflict with "m": .spec.replicas',
  });
  const replicas = { 'f:spec': { 'f:replicas': {} } };
  expect(apply(`${path}/scale`, four, { fieldManager: 's', force: 'true' })).toMatchObject({
    metadata: { managedFields: [{ manager: 's', apiVersion: 'autoscaling/v1', fieldsV1: replicas }] },
  });
  expect(send('GET', path)).toMatchObject({
    metadata: { managedFields: [{ manager: 's', subresource: 'scale', fieldsV1: { 'f:spec': { 'f:size': {} } } }] },
    spec: { size: 4 },
  });
});

import { expect, it } from 'vitest';
import { pods } from '../../../api/resources.ts';
import type { User } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';
import type { ResourceAccess } from './access-attributes.ts';

const NODE: User = { name: 'system:node:n1', groups: ['system:nodes', 'system:authenticated'] };

const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 5) });
const server = createApiServer(world);
server.bootstrap();
server.client({ name: 'admin', groups: ['system:masters'] }).create(pods, 'default', {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: {
    nodeName: 'n1',
    containers: [
      {
        name: 'c',
        image: 'i',
        env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'mine', key: 'a' } } }],
        envFrom: [{ configMapRef: { name: 'settings' } }],
      },
    ],
    volumes: [{ name: 'v', projected: { sources: [{ configMap: { name: 'more' } }] } }],
  },
} as never);

const unrelated = "no relationship found between node 'n1' and this object";

it.each([
  ['get secrets default mine', ''],
  ['list secrets default mine', ''],
  ['get secrets default other', unrelated],
  ['get secrets kube-system mine', unrelated],
  ['list secrets default', 'No Object name found'],
  ['list secrets', 'can only read namespaced object of this type'],
  ['delete secrets default mine', 'can only read resources of this type'],
  ['get configmaps default settings', ''],
  ['watch configmaps default more', ''],
  ['get configmaps default else', unrelated],
  ['create serviceaccounts/token default default', ''],
  ['create serviceaccounts/token default other', unrelated],
  ['get serviceaccounts default default', 'can only create tokens for individual service accounts'],
  ['get persistentvolumeclaims default c', unrelated],
  ['list persistentvolumes', 'can only get individual resources of this type'],
  ['update leases.coordination.k8s.io kube-node-lease n1', ''],
  [
    'update leases.coordination.k8s.io kube-node-lease n2',
    'can only access node lease with the same name as the requesting node',
  ],
  ['update leases.coordination.k8s.io default n1', 'can only access leases in the "kube-node-lease" system namespace'],
  ['get nodes - n1', ''],
  ['get nodes - n2', "node 'n1' cannot read 'n2', only its own Node object"],
  ['list nodes', "node 'n1' cannot read all nodes, only its own Node object"],
  ['patch nodes/status - n1', ''],
  ['get pods default p', ''],
  ['get pods default q', unrelated],
  ['list pods', 'can only list/watch pods with spec.nodeName field selector'],
  ['list pods - - spec.nodeName=n1', ''],
  ['list pods - - spec.nodeName=n2', 'can only list/watch pods with spec.nodeName field selector'],
  ['create pods/eviction default p', ''],
  ['list services', ''],
  ['create events default', ''],
  ['list daemonsets.apps', 'denied'],
])('a kubelet may, or not: %s', (text, reason) => {
  const [verb = '', what = '', ...rest] = text.split(' ');
  const [namespace = '', name = '', fieldSelector] = rest.map((part) => (part === '-' ? '' : part));
  const [path = '', ...group] = what.split('.');
  const [resource = '', subresource = ''] = path.split('/');
  const asked: ResourceAccess = {
    kind: 'resource',
    user: NODE,
    verb,
    namespace,
    group: group.join('.'),
    resource,
    subresource,
    name,
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
  };
  const expected = { allowed: reason === '', reason: reason === 'denied' ? '' : reason };
  expect(server.registry.context.authorizer.authorize(asked)).toEqual(expected);
});

it('judges those only who are in the group of nodes', () => {
  const stranger: User = { name: 'system:node:n1', groups: ['system:authenticated'] };
  const asked = {
    kind: 'resource',
    user: stranger,
    verb: 'get',
    namespace: '',
    group: '',
    resource: 'nodes',
    subresource: '',
    name: 'n1',
  } as const;
  expect(server.registry.context.authorizer.authorize(asked)).toEqual({ allowed: false, reason: '' });
  expect(server.registry.context.authorizer.rulesFor(NODE, 'default')).toMatchObject({
    incomplete: true,
    error: 'node authorizer does not support user rule resolution',
  });
});

import { expect, it } from 'vitest';
import { nodes } from '../../api/resources.ts';
import type { Node } from '../../api/types/node.ts';
import { defaultNodes } from '../cluster-shapes.ts';
import { createCluster } from '../create-cluster.ts';

const ADMIN = { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };

it('says again what somebody else wrote otherwise, and takes what others may add', () => {
  const cluster = createCluster({ seed: 1, startAt: 0, nodes: defaultNodes(1), bare: true });
  const client = cluster.apiserver.client(ADMIN);
  const statusOf = () => client.get<Node>(nodes, undefined, 'node01')!.status;
  const before = statusOf();
  const node = client.get<Node>(nodes, undefined, 'node01')!;
  const nodeInfo = { ...before.nodeInfo!, kubeletVersion: '', osImage: '' };
  const capacity = { ...before.capacity, 'example.com/foo': '3', memory: '1Ki' };
  client.updateStatus(nodes, { ...node, status: { ...before, nodeInfo, capacity } });
  expect(statusOf().nodeInfo?.kubeletVersion).toBe('');

  cluster.world.clock.advanceTo(cluster.world.clock.now() + 11_000);
  expect(statusOf().nodeInfo).toEqual(before.nodeInfo);
  expect(statusOf().capacity).toEqual({ ...before.capacity, 'example.com/foo': '3' });
  expect(statusOf().allocatable).toEqual({ ...before.allocatable, 'example.com/foo': '3' });

  const { resourceVersion } = client.get<Node>(nodes, undefined, 'node01')!.metadata;
  cluster.world.clock.advanceTo(cluster.world.clock.now() + 30_000);
  expect(client.get<Node>(nodes, undefined, 'node01')!.metadata.resourceVersion).toBe(resourceVersion);
});

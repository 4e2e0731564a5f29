import { nodes } from '../../api/resources.ts';
import type { ComponentContext } from '../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../client/reconciler.ts';

/**
 * The N-th range of 256 pod addresses: 10.244.N.0/24. Unlike Kubernetes, where a cluster network of a /16 is full at
 * 256 nodes, this goes on into the following networks, so that big clusters need no other setting.
 */
export function podRange(index: number): string {
  const block = index < 12 * 256 ? 244 * 256 + index : 128 * 256 + index - 12 * 256;
  return `10.${Math.floor(block / 256) % 256}.${block % 256}.0/24`;
}

/** Gives every node a range of pod addresses, the lowest that is free. Models pkg/controller/nodeipam range allocator. */
export function createNodeIpamController({ world, client }: ComponentContext): ReconcilerHandle {
  const state = world.state('node-ipam-controller', () => ({ lowestFree: 0, used: new Set<string>() }));

  function take(): string {
    while (state.used.has(podRange(state.lowestFree))) state.lowestFree++;
    return podRange(state.lowestFree);
  }

  return runReconciler(world, client, {
    name: 'node-ipam',
    triggers: [
      trigger(nodes, ({ type, object }) => {
        const range = object.spec.podCIDR;
        if (type === 'DELETED') {
          if (range !== undefined && state.used.delete(range)) state.lowestFree = 0;
          return [];
        }
        if (range !== undefined) state.used.add(range);
        return range === undefined ? [object.metadata.name] : [];
      }),
    ],
    reconcile(name) {
      const node = client.get(nodes, undefined, name);
      if (node === undefined || node.spec.podCIDR) return undefined;
      const podCIDR = take();
      client.patch(nodes, undefined, name, 'merge', { spec: { podCIDR, podCIDRs: [podCIDR] } });
      state.used.add(podCIDR);
      return undefined;
    },
  });
}

import { nodes } from '../../api/resources.ts';
import type { ComponentContext } from '../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../client/reconciler.ts';

const ANNOTATION = 'node.alpha.kubernetes.io/ttl';

/** Seconds by cluster size; the ranges overlap, so that a size at their edge does not flap. Models pkg/controller/ttl. */
const steps = [
  { from: 0, to: 100, seconds: 0 },
  { from: 90, to: 500, seconds: 15 },
  { from: 450, to: 1000, seconds: 30 },
  { from: 900, to: 2000, seconds: 60 },
  { from: 1800, to: Number.POSITIVE_INFINITY, seconds: 300 },
] as const;

/** Tells kubelets how long they may use Secrets and ConfigMaps without asking again. */
export function createNodeTtlController({ world, client }: ComponentContext): ReconcilerHandle {
  const state = world.state('node-ttl-controller', () => ({ nodeCount: 0, step: 0 }));
  const wanted = () => String(steps[state.step]!.seconds);

  return runReconciler(world, client, {
    name: 'node-ttl',
    triggers: [
      trigger(nodes, ({ type, object }) => {
        if (type === 'ADDED') state.nodeCount++;
        if (type === 'DELETED') state.nodeCount--;
        while (state.nodeCount > steps[state.step]!.to) state.step++;
        while (state.nodeCount < steps[state.step]!.from) state.step--;
        if (type === 'DELETED' || object.metadata.annotations?.[ANNOTATION] === wanted()) return [];
        return [object.metadata.name];
      }),
    ],
    reconcile(name) {
      const node = client.get(nodes, undefined, name);
      if (node === undefined || node.metadata.annotations?.[ANNOTATION] === wanted()) return undefined;
      client.patch(nodes, undefined, name, 'merge', { metadata: { annotations: { [ANNOTATION]: wanted() } } });
      return undefined;
    },
  });
}

import { horizontalPodAutoscalers } from '../../../api/resources.ts';
import type { ComponentContext } from '../../client/component.ts';
import { runReconciler } from '../../client/reconciler.ts';
import { keyOf, splitKey } from '../object-key.ts';
import type { Pausable } from '../pausable.ts';
import { type AutoscalerMemory, newMemory } from './autoscaler-memory.ts';
import type { AutoscalerTurn } from './autoscaler-turn.ts';
import { type MetricsSource, noMetricsServer } from './metrics-source.ts';
import { syncAutoscaler } from './sync-autoscaler.ts';

/** Models horizontal-pod-autoscaler-sync-period; an autoscaler also waits that long for its first turn. */
const PERIOD_MS = 15_000;

/** Scales workloads by what their pods use. Models pkg/controller/podautoscaler. */
export function createHorizontalPodAutoscalerController(
  { world, client, events }: ComponentContext,
  source: MetricsSource = noMetricsServer,
): Pausable {
  const { memories } = world.state('horizontal-pod-autoscaler', () => ({
    memories: new Map<string, AutoscalerMemory>(),
  }));
  const turns = runReconciler(world, client, {
    name: 'horizontal-pod-autoscaler',
    looksAgainAtRest: true,
    triggers: [],
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const autoscaler = client.get(horizontalPodAutoscalers, namespace, name);
      if (autoscaler === undefined) {
        memories.delete(key);
        return undefined;
      }
      const memory = memories.get(key) ?? newMemory();
      memories.set(key, memory);
      const turn: AutoscalerTurn = {
        key,
        autoscaler,
        memory,
        nowMs: world.clock.now(),
        status: autoscaler.status,
        say: (type, reason, message) => events.event(autoscaler, type, reason, message),
      };
      syncAutoscaler(client, source, turn, memories);
      return PERIOD_MS;
    },
  });
  client.watch(horizontalPodAutoscalers, ({ type, object }) => {
    if (type !== 'DELETED') turns.enqueue(keyOf(object), PERIOD_MS);
    else turns.enqueue(keyOf(object));
  });
  return turns;
}

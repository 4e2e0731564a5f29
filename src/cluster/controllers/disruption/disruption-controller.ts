import { jsonEqual } from '../../../api/json-equal.ts';
import { labelSelectorMatches } from '../../../api/labels.ts';
import { isPodReady } from '../../../api/pod-conditions.ts';
import { podDisruptionBudgets, pods } from '../../../api/resources.ts';
import { formatTime, parseTime } from '../../../api/time.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../../api/types/policy.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { Change } from '../../client/client.ts';
import type { ComponentContext } from '../../client/component.ts';
import { runReconciler, trigger } from '../../client/reconciler.ts';
import { keyOf, splitKey } from '../object-key.ts';
import type { Pausable } from '../pausable.ts';
import { disruptionAllowed, withDisruptionAllowed } from './disruption-allowed.ts';
import { expectedPods } from './expected-pods.ts';
import { goLabelSelector } from './go-label-selector.ts';
import { createStaleDisruptionCleaner } from './stale-disruption.ts';

/** How long an eviction may go unseen before the pod counts again. */
const DELETION_TIMEOUT_MS = 120_000;

/** Keeps the status of every PodDisruptionBudget. Models pkg/controller/disruption. */
export function createDisruptionController(context: ComponentContext): Pausable {
  const { world, client, events } = context;
  /** How many pods each budget covered when it was last computed. */
  const covered = world.state('disruption-controller', () => ({ counts: new Map<string, number>() })).counts;

  /** Models getPdbForPod. */
  function budgetOf({ object: pod }: Change<Pod>): Iterable<string> {
    const budgets = client.list(podDisruptionBudgets, { namespace: pod.metadata.namespace! });
    if (budgets.length === 0) return [];
    const matching = budgets.filter(({ spec }) => labelSelectorMatches(spec.selector, pod.metadata.labels));
    const first = matching[0];
    if (first === undefined) return [];
    if (matching.length > 1) {
      const { namespace, name } = pod.metadata;
      const message = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${first.metadata.name}" arbitrarily.`;
      events.event(pod, 'Warning', 'MultiplePodDisruptionBudgets', message);
    }
    return [keyOf(first)];
  }

  /** Models trySync and failSafe. */
  function reconcile(key: string): Millis | undefined {
    const { namespace, name } = splitKey(key);
    const budget = client.get(podDisruptionBudgets, namespace, name);
    if (budget === undefined) {
      covered.delete(key);
      return undefined;
    }
    const selected = client
      .list(pods, { namespace })
      .filter(({ metadata }) => labelSelectorMatches(budget.spec.selector, metadata.labels));
    covered.set(key, selected.length);
    if (selected.length === 0) events.event(budget, 'Normal', 'NoPods', 'No matching pods found');
    const counts = expectedPods(client, budget, selected);
    const nowMs = world.clock.now();
    if ('problem' in counts) {
      const message = `Failed to calculate the number of expected pods: ${counts.problem}`;
      events.event(budget, 'Warning', 'CalculateExpectedPodCountFailed', message);
      const failed = { status: 'False', reason: 'SyncFailed', message: counts.problem };
      const { observedGeneration = 0, conditions } = budget.status;
      write(budget, {
        ...budget.status,
        disruptionsAllowed: 0,
        conditions: withDisruptionAllowed(conditions, failed, observedGeneration, formatTime(nowMs)),
      });
      return undefined;
    }
    if (counts.unmanaged) {
      const selector = goLabelSelector(budget.spec.selector);
      const message = `Pods selected by this PodDisruptionBudget (selector: ${selector}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`;
      events.event(budget, 'Warning', 'UnmanagedPods', message);
    }
    const disrupted = disruptedPods(budget, selected, nowMs);
    const currentHealthy = selected.filter(
      (pod) => pod.metadata.deletionTimestamp === undefined && !disrupted.has(pod.metadata.name) && isPodReady(pod),
    ).length;
    const { expected, desiredHealthy } = counts;
    const disruptionsAllowed = expected <= 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy);
    const generation = budget.metadata.generation ?? 0;
    write(budget, {
      conditions: withDisruptionAllowed(
        budget.status.conditions,
        disruptionAllowed(disruptionsAllowed),
        generation,
        formatTime(nowMs),
      ),
      currentHealthy,
      desiredHealthy,
      ...(disrupted.size === 0 ? {} : { disruptedPods: Object.fromEntries(disrupted) }),
      disruptionsAllowed,
      expectedPods: expected,
      observedGeneration: generation,
    });
    const rechecks = [...disrupted.values()].map((time) => (parseTime(time) ?? 0) + DELETION_TIMEOUT_MS);
    return rechecks.length === 0 ? undefined : Math.max(0, Math.min(...rechecks) - nowMs) + 1;
  }

  /** Evictions that were allowed and whose pods are not being deleted yet. Models buildDisruptedPodMap. */
  function disruptedPods(budget: PodDisruptionBudget, selected: readonly Pod[], nowMs: Millis): Map<string, string> {
    const known = budget.status.disruptedPods;
    const waiting = new Map<string, string>();
    if (known === undefined) return waiting;
    for (const pod of selected) {
      const { name, namespace, deletionTimestamp } = pod.metadata;
      if (deletionTimestamp !== undefined || !Object.hasOwn(known, name)) continue;
      const time = known[name]!;
      if ((parseTime(time) ?? 0) + DELETION_TIMEOUT_MS >= nowMs) waiting.set(name, time);
      else {
        // Kubernetes names the namespace twice here, where it means namespace and name.
        const message = `Pod was expected by PDB ${namespace}/${namespace} to be deleted but it wasn't`;
        events.event(pod, 'Warning', 'NotDeleted', message);
      }
    }
    return waiting;
  }

  function write(budget: PodDisruptionBudget, status: PodDisruptionBudgetStatus): void {
    if (!jsonEqual(budget.status, status)) client.updateStatus(podDisruptionBudgets, { ...budget, status });
  }

  const budgets = runReconciler(world, client, {
    name: 'disruption',
    triggers: [trigger(podDisruptionBudgets, ({ object }) => [keyOf(object)]), trigger(pods, budgetOf)],
    reconcile,
    // Unlike Kubernetes' syncs, ours take no time; a budget over many pods would be computed for each pod's change.
    pauseMs: (key) => Math.min(250, Math.floor((covered.get(key) ?? 0) / 10)),
  });
  const stale = createStaleDisruptionCleaner(context);
  return {
    setRunning(running) {
      budgets.setRunning(running);
      stale.setRunning(running);
    },
  };
}

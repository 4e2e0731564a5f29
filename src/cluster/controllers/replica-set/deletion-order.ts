import { isPodReady, podCondition } from '../../../api/pod-conditions.ts';
import { parseTime } from '../../../api/time.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/** What the order of deletion looks at, computed once a pod. Smaller goes first. */
function marksOf(pod: Pod, ranks: ReadonlyMap<string, number>, now: Millis): readonly number[] {
  const ready = isPodReady(pod);
  const readySince = ready ? parseTime(podCondition(pod, 'Ready')?.lastTransitionTime) : undefined;
  const restarts = (pod.status.containerStatuses ?? []).reduce(
    (most, { restartCount }) => Math.max(most, restartCount),
    0,
  );
  return [
    pod.spec.nodeName ? 1 : 0,
    PHASES[pod.status.phase ?? ''] ?? 0,
    ready ? 1 : 0,
    deletionCost(pod),
    -(ranks.get(pod.spec.nodeName ?? '') ?? 0),
    readySince === undefined ? 0 : logarithm(now - readySince),
    -restarts,
    logarithm(now - (parseTime(pod.metadata.creationTimestamp) ?? now)),
  ];
}

/** Ages count by their order of magnitude, so that among pods of about the same age chance decides. */
const logarithm = (age: Millis): number => (age <= 0 ? 0 : Math.floor(Math.log2(age * 1e6)));

function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[DELETION_COST] ?? '';
  return /^(0|-?[1-9][0-9]{0,9})$/.test(text) ? Number(text) : 0;
}

/**
 * The pods that a set gives up first: unassigned, not running, not ready, cheap, crowded on their nodes, young.
 * `related` are the pods of all sets with the same owner. Models pkg/controller ActivePodsWithRanks.
 */
export function podsToDelete(
  pods: readonly Pod[],
  related: readonly Pod[],
  count: number,
  now: Millis,
): readonly Pod[] {
  if (count >= pods.length) return pods;
  const ranks = new Map<string, number>();
  for (const { spec } of related) {
    if (spec.nodeName) ranks.set(spec.nodeName, (ranks.get(spec.nodeName) ?? 0) + 1);
  }
  const marked = pods.map((pod) => ({ pod, marks: marksOf(pod, ranks, now) }));
  marked.sort((a, b) => {
    for (const [at, mark] of a.marks.entries()) {
      const other = b.marks[at]!;
      if (mark !== other) return mark - other;
    }
    return a.pod.metadata.uid < b.pod.metadata.uid ? -1 : 1;
  });
  return marked.slice(0, count).map(({ pod }) => pod);
}

import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import { popHeap, pushHeap } from './heap.ts';
import { podKey, priorityOf } from './node-info.ts';

/**
 * A pod on its way to a node. Plain data: it is part of the scheduler's state. `active` pods are tried next, `backoff` ones
 * when no other is, `resting` ones once their time is up (their last attempt ended in an error); `waiting` and `gated` ones
 * need something to change.
 */
export interface QueuedPod {
  readonly key: string;
  pod: Pod;
  readonly priority: number;
  place: 'active' | 'backoff' | 'resting' | 'waiting' | 'gated' | 'in flight' | 'gone';
  /** When it was last added to the queue. */
  timestamp: Millis;
  order: number;
  attempts: number;
  errors: number;
  backoffUntil: Millis;
  /** The plugins that rejected it. */
  rejectors: readonly string[];
  /** The only nodes whose changes can help it. */
  only: readonly string[] | undefined;
}

/** Models internal/queue PriorityQueue. */
export interface QueueState {
  /** A heap: highest priority first, then the longest in line. */
  readonly active: QueuedPod[];
  /** A heap: first those whose back-off ends first. */
  readonly backoff: QueuedPod[];
  readonly pods: Map<string, QueuedPod>;
  /** Waiting pods by the node they need; '' for pods that any node may suit. */
  readonly waiting: Map<string, Map<string, QueuedPod>>;
  /** How many waiting pods each plugin rejected; '' counts those that found no nodes at all. */
  readonly rejected: Map<string, number>;
  nextOrder: number;
}

export const emptyQueue = (): QueueState => ({
  active: [],
  backoff: [],
  pods: new Map(),
  waiting: new Map(),
  rejected: new Map(),
  nextOrder: 1,
});

/** Models plugins/queuesort PrioritySort. */
const first = (a: QueuedPod, b: QueuedPod): boolean =>
  a.priority !== b.priority ? a.priority > b.priority : a.order < b.order;

const BACKOFF_WINDOW_MS = 1000;

/** Within a second the order is that of the active queue. Models backoffQueue lessBackoffCompletedWithPriority. */
function endsFirst(a: QueuedPod, b: QueuedPod): boolean {
  const [left, right] = [a, b].map(({ backoffUntil }) => Math.trunc(backoffUntil / BACKOFF_WINDOW_MS));
  return left !== right ? left! < right! : first(a, b);
}

/** Makes the pod known to the queue; it is in no line yet. */
export function enterQueue(queue: QueueState, pod: Pod, now: Millis): QueuedPod {
  const key = podKey(pod);
  const queued: QueuedPod = {
    key,
    pod,
    priority: priorityOf(pod),
    place: 'in flight',
    timestamp: now,
    order: queue.nextOrder++,
    attempts: 0,
    errors: 0,
    backoffUntil: 0,
    rejectors: [],
    only: undefined,
  };
  queue.pods.set(key, queued);
  return queued;
}

/** Forgets a pod that was bound or deleted. */
export function leaveQueue(queue: QueueState, key: string): void {
  const queued = queue.pods.get(key);
  if (queued === undefined) return;
  unpark(queue, queued);
  queued.place = 'gone';
  queue.pods.delete(key);
}

export function pushActive(queue: QueueState, queued: QueuedPod): void {
  unpark(queue, queued);
  queued.place = 'active';
  pushHeap(queue.active, queued, first);
}

export function pushBackoff(queue: QueueState, queued: QueuedPod): void {
  unpark(queue, queued);
  queued.place = 'backoff';
  pushHeap(queue.backoff, queued, endsFirst);
}

/** Takes the next pod in line. */
export const popActive = (queue: QueueState): QueuedPod | undefined => pop(queue.active, 'active', first);

/** Takes a pod whose back-off is not over: with nothing else to do it need not wait. Models SchedulerPopFromBackoffQ. */
export const popBackoff = (queue: QueueState): QueuedPod | undefined => pop(queue.backoff, 'backoff', endsFirst);

/** Entries of pods that went somewhere else meanwhile are dropped on the way. */
function pop(
  heap: QueuedPod[],
  place: QueuedPod['place'],
  before: (a: QueuedPod, b: QueuedPod) => boolean,
): QueuedPod | undefined {
  for (;;) {
    const top = popHeap(heap, before);
    if (top === undefined) return undefined;
    if (top.place !== place) continue;
    top.place = 'in flight';
    return top;
  }
}

/** Lets a pod that no node could take wait for a change. */
export function park(queue: QueueState, queued: QueuedPod): void {
  queued.place = 'waiting';
  countRejectors(queue, queued, 1);
  for (const node of queued.only ?? ['']) {
    const there = queue.waiting.get(node);
    if (there === undefined) queue.waiting.set(node, new Map([[queued.key, queued]]));
    else there.set(queued.key, queued);
  }
}

function unpark(queue: QueueState, queued: QueuedPod): void {
  if (queued.place !== 'waiting') return;
  countRejectors(queue, queued, -1);
  for (const node of queued.only ?? ['']) {
    const there = queue.waiting.get(node);
    there?.delete(queued.key);
    if (there?.size === 0) queue.waiting.delete(node);
  }
}

function countRejectors({ rejected }: QueueState, { rejectors }: QueuedPod, by: 1 | -1): void {
  for (const plugin of rejectors.length === 0 ? [''] : rejectors) {
    const count = (rejected.get(plugin) ?? 0) + by;
    if (count > 0) rejected.set(plugin, count);
    else rejected.delete(plugin);
  }
}

/** Waiting pods that a change on this node, or (undefined) anywhere, may help. */
export function waitingFor({ waiting }: QueueState, node: string | undefined): readonly QueuedPod[] {
  if (waiting.size === 0) return [];
  const groups = node === undefined ? [...waiting.values()] : [waiting.get(node), waiting.get('')];
  return [...new Set(groups.flatMap((group) => (group === undefined ? [] : [...group.values()])))];
}

/** How long a pod rests after so many attempts: doubling up to the longest. Models calculateBackoffDuration. */
export function backoffMs(attempts: number, initialMs: Millis, maxMs: Millis): Millis {
  return attempts === 0 ? 0 : Math.min(maxMs, initialMs * 2 ** Math.min(30, attempts - 1));
}

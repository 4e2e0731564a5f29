import type { Millis } from '../../sim/clock.ts';

/** A pod on its way to a node. Plain data: it is part of the scheduler's state. */
export interface QueuedPod {
  readonly key: string;
  readonly priority: number;
  readonly queuedAt: Millis;
  readonly order: number;
  attempts: number;
}

/** A pod that no node could take, and what may change that. */
export interface WaitingPod {
  readonly pod: QueuedPod;
  readonly since: Millis;
  /** The only nodes that can ever suit, when the pod names them. */
  readonly only: readonly string[] | undefined;
}

export interface QueueState {
  /** A heap: highest priority first, then the longest in line. */
  readonly active: QueuedPod[];
  /** Where each known pod is. */
  readonly place: Map<string, 'active' | 'backoff' | 'waiting'>;
  readonly waiting: Map<string, WaitingPod>;
  /** Waiting pods by the node they name; '' for pods that any node may suit. */
  readonly byNode: Map<string, Set<string>>;
  nextOrder: number;
}

export const emptyQueue = (): QueueState => ({
  active: [],
  place: new Map(),
  waiting: new Map(),
  byNode: new Map(),
  nextOrder: 1,
});

const first = (a: QueuedPod, b: QueuedPod): boolean =>
  a.priority !== b.priority ? a.priority > b.priority : a.order < b.order;

export function pushActive(queue: QueueState, pod: QueuedPod): void {
  const { active } = queue;
  queue.place.set(pod.key, 'active');
  let hole = active.push(pod) - 1;
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    if (!first(pod, active[parent]!)) break;
    active[hole] = active[parent]!;
    hole = parent;
  }
  active[hole] = pod;
}

/** Takes the next pod in line; pods that were forgotten meanwhile are dropped on the way. */
export function popActive(queue: QueueState): QueuedPod | undefined {
  const { active } = queue;
  while (active.length > 0) {
    const top = active[0]!;
    const last = active.pop()!;
    if (active.length > 0) sink(active, last);
    if (queue.place.get(top.key) === 'active') {
      queue.place.delete(top.key);
      return top;
    }
  }
  return undefined;
}

function sink(active: QueuedPod[], pod: QueuedPod): void {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= active.length) break;
    if (child + 1 < active.length && first(active[child + 1]!, active[child]!)) child++;
    if (!first(active[child]!, pod)) break;
    active[hole] = active[child]!;
    hole = child;
  }
  active[hole] = pod;
}

export function park(queue: QueueState, waiting: WaitingPod): void {
  const { key } = waiting.pod;
  queue.place.set(key, 'waiting');
  queue.waiting.set(key, waiting);
  for (const node of waiting.only ?? ['']) {
    const keys = queue.byNode.get(node) ?? new Set<string>();
    keys.add(key);
    queue.byNode.set(node, keys);
  }
}

export function unpark(queue: QueueState, key: string): WaitingPod | undefined {
  const waiting = queue.waiting.get(key);
  if (waiting === undefined) return undefined;
  queue.waiting.delete(key);
  queue.place.delete(key);
  for (const node of waiting.only ?? ['']) {
    const keys = queue.byNode.get(node);
    keys?.delete(key);
    if (keys?.size === 0) queue.byNode.delete(node);
  }
  return waiting;
}

/** Waiting pods that a change on this node may help, in the order they began to wait. */
export function helpedBy(queue: QueueState, node: string): readonly string[] {
  return [...(queue.byNode.get(node) ?? []), ...(queue.byNode.get('') ?? [])];
}

/** How long a pod rests after so many attempts. Models calculateBackoffDuration: 1 s doubling to 10 s. */
export const backoffMs = (attempts: number): Millis => Math.min(10_000, 1000 * 2 ** Math.max(0, attempts - 1));

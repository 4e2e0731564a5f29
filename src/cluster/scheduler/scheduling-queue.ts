import type { Millis, TaskId } from '../../sim/clock.ts';
import type { World } from '../../sim/world.ts';

/** A pod that waits for a node. */
export interface QueuedPod {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly priority: number;
  /** The only node it can go to, when it is bound by name. */
  readonly pinned: string | undefined;
  /** Counts up, so that pods that wait equally long keep their order. */
  order: number;
  state: 'active' | 'backoff' | 'unschedulable';
  attempts: number;
  failedAt: Millis;
  rejectedBy: ReadonlySet<string>;
  timer: TaskId | undefined;
}

export interface SchedulingQueue {
  add(pod: Pick<QueuedPod, 'uid' | 'namespace' | 'name' | 'priority' | 'pinned'>): void;
  remove(uid: string): void;
  has(uid: string): boolean;
  /** Takes the most important pod that is ready to be tried. */
  pop(): QueuedPod | undefined;
  size(): number;
  fail(pod: QueuedPod, rejectedBy: ReadonlySet<string>): void;
  /** Gives a rejected pod another try, after its back-off. */
  retry(uid: string): void;
  /** The rejected pods that an event on a node can matter to; undefined: an event anywhere. */
  rejected(node: string | undefined): readonly QueuedPod[];
}

const flushAfterMs = 300_000;

/** Models the scheduler's PriorityQueue: active pods, pods in back-off, and pods that wait for the cluster to change. */
export function createSchedulingQueue(world: World, ready: () => void): SchedulingQueue {
  const state = world.state('scheduler/queue', () => ({
    pods: new Map<string, QueuedPod>(),
    active: [] as QueuedPod[],
    pinned: new Map<string, Set<string>>(),
    unpinned: new Set<string>(),
    nextOrder: 1,
  }));
  const backOffEnded = world.clock.task<string>('scheduler/backoff', (uid) => activate(state.pods.get(uid)));
  const flush = world.clock.task<string>('scheduler/flush', (uid) => retry(uid), { background: true });

  function activate(pod: QueuedPod | undefined): void {
    if (pod === undefined || pod.state === 'active') return;
    leave(pod);
    pod.state = 'active';
    pod.order = state.nextOrder++;
    push(state.active, pod);
    ready();
  }

  function leave(pod: QueuedPod): void {
    if (pod.timer !== undefined) world.clock.cancel(pod.timer);
    pod.timer = undefined;
    if (pod.pinned === undefined) state.unpinned.delete(pod.uid);
    else {
      const others = state.pinned.get(pod.pinned);
      others?.delete(pod.uid);
      if (others?.size === 0) state.pinned.delete(pod.pinned);
    }
  }

  function retry(uid: string): void {
    const pod = state.pods.get(uid);
    if (pod === undefined || pod.state !== 'unschedulable') return;
    const waitMs = pod.failedAt + backOffMs(pod.attempts) - world.clock.now();
    if (waitMs <= 0) {
      activate(pod);
      return;
    }
    leave(pod);
    pod.state = 'backoff';
    pod.timer = backOffEnded.after(waitMs, uid);
  }

  return {
    add(pod) {
      if (state.pods.has(pod.uid)) return;
      const queued: QueuedPod = {
        ...pod,
        order: 0,
        state: 'backoff',
        attempts: 0,
        failedAt: 0,
        rejectedBy: new Set(),
        timer: undefined,
      };
      state.pods.set(pod.uid, queued);
      activate(queued);
    },
    remove(uid) {
      const pod = state.pods.get(uid);
      if (pod === undefined) return;
      leave(pod);
      state.pods.delete(uid);
    },
    has: (uid) => state.pods.has(uid),
    pop() {
      for (;;) {
        const pod = popFirst(state.active);
        if (pod === undefined) return undefined;
        if (state.pods.get(pod.uid) === pod) return pod;
      }
    },
    size: () => state.active.length,
    fail(pod, rejectedBy) {
      pod.attempts++;
      pod.failedAt = world.clock.now();
      pod.rejectedBy = rejectedBy;
      pod.state = 'unschedulable';
      pod.timer = flush.after(flushAfterMs, pod.uid);
      if (pod.pinned === undefined) state.unpinned.add(pod.uid);
      else state.pinned.set(pod.pinned, (state.pinned.get(pod.pinned) ?? new Set()).add(pod.uid));
    },
    retry,
    rejected(node) {
      const uids = node === undefined ? [...state.pods.keys()] : [...(state.pinned.get(node) ?? []), ...state.unpinned];
      return uids.map((uid) => state.pods.get(uid)!).filter((pod) => pod.state === 'unschedulable');
    },
  };
}

/** One second, doubling with every failure, up to ten. */
const backOffMs = (attempts: number): Millis => Math.min(1000 * 2 ** Math.max(0, attempts - 1), 10_000);

const before = (a: QueuedPod, b: QueuedPod) =>
  a.priority > b.priority || (a.priority === b.priority && a.order < b.order);

function push(heap: QueuedPod[], pod: QueuedPod): void {
  let hole = heap.length;
  heap.push(pod);
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    if (!before(pod, heap[parent]!)) break;
    heap[hole] = heap[parent]!;
    hole = parent;
  }
  heap[hole] = pod;
}

function popFirst(heap: QueuedPod[]): QueuedPod | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (!before(heap[child]!, last)) break;
    heap[hole] = heap[child]!;
    hole = child;
  }
  heap[hole] = last;
  return first;
}

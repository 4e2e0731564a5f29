/** Milliseconds of virtual time since the Unix epoch, or a duration in milliseconds. */
export type Millis = number;

/** Names one scheduled run of a task; valid until the task has run or was cancelled. */
export type TaskId = number;

export interface TaskKind<P> {
  /** Runs the task once, `delayMs` from now (0 = later in this instant, after what is already due). */
  after(delayMs: Millis, payload: P): TaskId;
}

/** What waits in the clock. It is plain data, so a snapshot of the clock is a copy of its waiting tasks. */
export interface WaitingTask {
  readonly at: Millis;
  readonly id: TaskId;
  readonly name: string;
  readonly payload: unknown;
  readonly background: boolean;
}

/** The virtual clock's state that a snapshot carries. */
export interface ClockState {
  now: Millis;
  nextId: TaskId;
  waiting: readonly WaitingTask[];
}

/** The virtual clock. Time moves only through `step`, `advanceTo` and `settle`; one turn runs one task to its end. */
export interface Clock {
  now(): Millis;
  /**
   * Declares a kind of task under a name that is unique in the world. The payload must be plain frozen-able data
   * (never a closure), because waiting tasks are part of a snapshot. Background tasks (heartbeats, probes, resyncs)
   * do not keep `settle` going.
   */
  task<P>(name: string, run: (payload: P) => void, options?: { readonly background?: boolean }): TaskKind<P>;
  cancel(id: TaskId): void;
  /** When the next waiting task is due; undefined when nothing waits. */
  nextAt(): Millis | undefined;
  /** Runs the next task due at or before `until` and returns true, or moves the clock to `until` and returns false. */
  step(until: Millis): boolean;
  advanceTo(until: Millis): void;
  /** Runs until only background tasks wait, or `limitMs` of virtual time has passed. Returns whether it settled. */
  settle(limitMs: Millis): boolean;
  /** Number of waiting tasks that are not background tasks. */
  foregroundTasks(): number;
  snapshot(): ClockState;
}

/** More tasks than this in one instant of virtual time means that two parts fight without end. */
const TASKS_PER_INSTANT_LIMIT = 2_000_000;

export function createClock(initial: ClockState): Clock {
  let now = initial.now;
  let nextId = initial.nextId;
  let foreground = 0;
  let ranInThisInstant = 0;
  const runners = new Map<string, { run: (payload: never) => void; background: boolean }>();
  const heap: WaitingTask[] = [];
  const cancelled = new Set<TaskId>();
  const live = new Map<TaskId, boolean>();

  const before = (a: WaitingTask, b: WaitingTask) => a.at < b.at || (a.at === b.at && a.id < b.id);

  function push(task: WaitingTask): void {
    live.set(task.id, task.background);
    if (!task.background) foreground++;
    let hole = heap.length;
    heap.push(task);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent]!;
      if (!before(task, above)) break;
      heap[hole] = above;
      hole = parent;
    }
    heap[hole] = task;
  }

  function pop(): void {
    const last = heap.pop()!;
    if (heap.length === 0) return;
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
  }

  function peek(): WaitingTask | undefined {
    while (heap.length > 0 && cancelled.has(heap[0]!.id)) {
      cancelled.delete(heap[0]!.id);
      pop();
    }
    return heap[0];
  }

  function forget(id: TaskId): void {
    const background = live.get(id);
    if (background === undefined) return;
    live.delete(id);
    if (!background) foreground--;
  }

  function step(until: Millis): boolean {
    const next = peek();
    if (next === undefined || next.at > until) {
      if (until > now) {
        now = until;
        ranInThisInstant = 0;
      }
      return false;
    }
    pop();
    forget(next.id);
    if (next.at > now) {
      now = next.at;
      ranInThisInstant = 0;
    }
    if (++ranInThisInstant > TASKS_PER_INSTANT_LIMIT) {
      throw new Error(`clock: more than ${TASKS_PER_INSTANT_LIMIT} tasks at one instant; the last was ${next.name}`);
    }
    const runner = runners.get(next.name);
    if (runner === undefined) throw new Error(`clock: no task is declared under the name ${next.name}`);
    runner.run(next.payload as never);
    return true;
  }

  for (const task of initial.waiting) push(task);

  return {
    now: () => now,
    task(name, run, options) {
      if (runners.has(name)) throw new Error(`clock: the task ${name} is declared twice`);
      const background = options?.background === true;
      runners.set(name, { run, background });
      return {
        after(delayMs, payload) {
          const id = nextId++;
          push({ at: now + Math.max(0, delayMs), id, name, payload, background });
          return id;
        },
      };
    },
    cancel(id) {
      if (!live.has(id)) return;
      forget(id);
      cancelled.add(id);
    },
    nextAt: () => peek()?.at,
    step,
    advanceTo(until) {
      while (step(until)) {}
    },
    settle(limitMs) {
      const until = now + limitMs;
      while (foreground > 0) {
        const next = peek();
        if (next === undefined || next.at > until) {
          step(until);
          return false;
        }
        step(until);
      }
      return true;
    },
    foregroundTasks: () => foreground,
    snapshot: () => ({ now, nextId, waiting: heap.filter((task) => live.has(task.id)) }),
  };
}

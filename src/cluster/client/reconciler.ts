import type { KubeObject } from '../../api/object.ts';
import type { Resource } from '../../api/resources.ts';
import type { TaskId } from '../../sim/clock.ts';
import type { Millis, World } from '../../sim/world.ts';
import type { Change, Client } from './client.ts';

/** Says which keys a change of a resource puts on a reconciler's queue. */
export interface Trigger<T extends KubeObject = KubeObject> {
  readonly resource: Resource<T>;
  keys(change: Change<T>): Iterable<string>;
}

/** A level-triggered control loop: it is told only that something about `key` may have changed. */
export interface Reconciler {
  readonly name: string;
  readonly triggers: readonly Trigger[];
  /** Returns a delay after which to look again; throws to be retried with exponential back-off. */
  reconcile(key: string): Millis | undefined;
  /** Its later looks wait for nothing that is under way (a deadline, a schedule): a cluster at rest may have them ahead. */
  readonly looksAgainAtRest?: boolean;
  /** The least time between two turns of a key, asked after each turn; what changes meanwhile shares one turn. */
  pauseMs?(key: string): Millis;
}

/** Ties a trigger's key function to its resource's object type. */
export const trigger = <T extends KubeObject>(
  resource: Resource<T>,
  keys: (change: Change<T>) => Iterable<string>,
): Trigger => ({ resource, keys }) as unknown as Trigger;

export interface ReconcilerHandle {
  enqueue(key: string, delayMs?: Millis): void;
  /** A stopped reconciler keeps collecting keys and works them off when it runs again. */
  setRunning(running: boolean): void;
}

/**
 * Runs a reconciler: de-duplicates keys, reconciles each in a clock task of its own, retries failures after
 * 5 ms doubling up to 1000 s. Models client-go util/workqueue DefaultTypedControllerRateLimiter.
 */
export function runReconciler(world: World, client: Client, reconciler: Reconciler): ReconcilerHandle {
  const state = world.state(`queue/${reconciler.name}`, () => ({
    running: true,
    queued: new Set<string>(),
    parked: new Set<string>(),
    failures: new Map<string, number>(),
    notBefore: new Map<string, Millis>(),
    later: new Map<string, { at: Millis; id: TaskId }>(),
  }));
  const { clock } = world;

  const turn = clock.task<string>(`reconcile/${reconciler.name}`, (key) => {
    state.queued.delete(key);
    if (!state.running) {
      state.parked.add(key);
      return;
    }
    try {
      const again = reconciler.reconcile(key);
      state.failures.delete(key);
      if (again !== undefined) lookAgain(key, again);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const failures = state.failures.get(key) ?? 0;
      state.failures.set(key, failures + 1);
      lookAgain(key, Math.min(5 * 2 ** failures, 1_000_000));
    }
    const pause = reconciler.pauseMs?.(key) ?? 0;
    if (pause > 0) state.notBefore.set(key, clock.now() + pause);
    else state.notBefore.delete(key);
  });
  const later = clock.task<string>(
    `reconcile-later/${reconciler.name}`,
    (key) => {
      state.later.delete(key);
      enqueue(key);
    },
    { background: reconciler.looksAgainAtRest === true },
  );

  /** Of several wishes to look again the earliest counts, as in client-go's delaying queue. */
  function lookAgain(key: string, delayMs: Millis): void {
    const at = clock.now() + delayMs;
    const waiting = state.later.get(key);
    if (waiting !== undefined && waiting.at <= at) return;
    if (waiting !== undefined) clock.cancel(waiting.id);
    state.later.set(key, { at, id: later.after(delayMs, key) });
  }

  function enqueue(key: string, delayMs: Millis = 0): void {
    if (delayMs > 0) {
      lookAgain(key, delayMs);
      return;
    }
    if (state.queued.has(key)) return;
    state.queued.add(key);
    turn.after((state.notBefore.get(key) ?? 0) - clock.now(), key);
  }

  for (const { resource, keys } of reconciler.triggers) {
    client.watch(resource, (change) => {
      for (const key of keys(change)) enqueue(key);
    });
  }
  return {
    enqueue,
    setRunning(running) {
      state.running = running;
      if (!running) return;
      const parked = [...state.parked];
      state.parked.clear();
      for (const key of parked) enqueue(key);
    },
  };
}

/** Refusals of the API server and errors a reconciler raises to be retried; anything else is our own bug. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ApiError' || error.name === 'RetryError');
}

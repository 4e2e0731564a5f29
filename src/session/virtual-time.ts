import type { Clock, Millis } from '../sim/clock.ts';
import type { Foreground } from './foreground.ts';

/**
 * Moves one virtual clock for the cluster and the programs together. Programs sleep here, not in the cluster's clock,
 * because they are no part of a cluster's snapshot. Time stands still while any program can go on.
 */
export interface VirtualTime {
  now(): Millis;
  sleep(ms: Millis, signal?: AbortSignal): Promise<void>;
  /** The time a program takes to start and to reach the server. It passes even while the clock is paused. */
  latency(ms: Millis): Promise<void>;
  /** Lets the latencies that programs wait for pass; for owners that move the clock themselves. */
  passLatencies(): Promise<void>;
  /** To be called when the cluster has handed something to a program (a watch event), so that it may go on at this time. */
  woke(): void;
  nextAt(): Millis | undefined;
  /** Runs everything due up to `until`, letting programs go on whenever one was woken. */
  advanceTo(until: Millis): Promise<void>;
  /** Moves time until the work is done. Rejects when nothing is left that could end it. */
  runUntilDone<T>(work: Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly at: Millis;
  readonly order: number;
  readonly wake: () => void;
}

export function createVirtualTime(clock: Clock, foreground: Foreground): VirtualTime {
  const sleepers: Sleeper[] = [];
  let order = 0;
  let woken = false;
  const latencies = new Set<Millis>();

  function nextSleeper(): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers) {
      if (first === undefined || sleeper.at < first.at || (sleeper.at === first.at && sleeper.order < first.order))
        first = sleeper;
    }
    return first;
  }

  function nextAt(): Millis | undefined {
    const cluster = clock.nextAt();
    const sleeper = nextSleeper()?.at;
    if (cluster === undefined || sleeper === undefined) return cluster ?? sleeper;
    return Math.min(cluster, sleeper);
  }

  /** Runs one thing due at or before `until`; the cluster goes first within an instant. */
  function step(until: Millis): boolean {
    const sleeper = nextSleeper();
    const limit = sleeper === undefined ? until : Math.min(until, sleeper.at);
    if (clock.step(limit)) return true;
    if (sleeper === undefined || sleeper.at > until) return false;
    sleeper.wake();
    return true;
  }

  async function advanceTo(until: Millis): Promise<void> {
    await rest();
    while (step(until)) await rest();
  }

  async function rest(): Promise<void> {
    if (!woken) return;
    woken = false;
    await foreground.parked();
  }

  function sleep(ms: Millis, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { at: clock.now() + Math.max(0, ms), order: order++, wake: () => leave(resolve) };
      const abort = () => leave(() => reject(signal?.reason));
      function leave(settle: () => void): void {
        sleepers.splice(sleepers.indexOf(sleeper), 1);
        signal?.removeEventListener('abort', abort);
        woken = true;
        settle();
      }
      sleepers.push(sleeper);
      signal?.addEventListener('abort', abort);
    });
  }

  return {
    now: () => clock.now(),
    sleep,
    async latency(ms) {
      const at = clock.now() + ms;
      latencies.add(at);
      await sleep(ms);
      latencies.delete(at);
    },
    async passLatencies() {
      while (latencies.size > 0) {
        const until = Math.min(...latencies);
        await advanceTo(until);
        latencies.delete(until);
      }
    },
    woke() {
      woken = true;
    },
    nextAt,
    advanceTo,
    async runUntilDone(work) {
      let done = false;
      const mark = () => {
        done = true;
      };
      work.then(mark, mark);
      await foreground.parked();
      while (!done) {
        const next = nextAt();
        if (next === undefined) throw new Error('every program waits for something that can no longer happen');
        await advanceTo(next);
        if (!done && woken) await rest();
      }
      return work;
    },
  };
}

import type { World } from '../../../sim/world.ts';

/** The clock for watches. Each function says how to cancel what it started. */
export interface WatchTimers {
  after(ms: number, act: () => void): () => void;
  every(ms: number, act: () => void): () => void;
}

interface Waiting {
  readonly act: () => void;
  readonly everyMs: number | undefined;
}

/** Watches are outside the world, so a forked world knows nothing of those it inherits. */
export function createWatchTimers(world: World): WatchTimers {
  const open = new Map<number, Waiting>();
  const tasks = new Map<number, ReturnType<typeof task.after>>();
  let next = 1;
  const task = world.clock.task<number>(
    'apiserver/watch-timeout',
    (id) => {
      const waiting = open.get(id);
      if (waiting === undefined) return;
      if (waiting.everyMs === undefined) open.delete(id);
      else tasks.set(id, task.after(waiting.everyMs, id));
      waiting.act();
    },
    { background: true },
  );
  function start(ms: number, waiting: Waiting): () => void {
    const id = next++;
    open.set(id, waiting);
    tasks.set(id, task.after(ms, id));
    return () => {
      if (!open.delete(id)) return;
      world.clock.cancel(tasks.get(id)!);
      tasks.delete(id);
    };
  }
  return {
    after: (ms, act) => start(ms, { act, everyMs: undefined }),
    every: (ms, act) => start(ms, { act, everyMs: ms }),
  };
}

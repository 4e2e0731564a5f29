import type { World } from '../../sim/world.ts';
import type { Revision, StoreChange } from './store.ts';

/** So many past changes can be watched again at least; older ones are gone (410). */
const KEPT_CHANGES = 4_000;

/** So often old states of the cluster are given up: a list of what was before is refused (410) after one to two of these. */
const COMPACTED_EVERY_MS = 300_000;

export type Receive = (change: StoreChange) => void;

/** A live look at the changes of one resource. */
export interface Observation {
  close(): void;
}

/** What happened to the store, told to watchers by one clock task for all of them. */
export interface ChangeLog {
  append(change: StoreChange): void;
  /** For parts of the engine, registered while the world is built. */
  watch(resource: string, receive: Receive): void;
  /** The last revision whose change is forgotten; 0 when all are known. */
  forgotten(): Revision;
  /** The changes after `revision`; undefined when some of them are forgotten, or the revision is too old for lists. */
  since(revision: Revision): readonly StoreChange[] | undefined;
  /** The last revision up to which those who watch were told of every change. */
  told(): Revision;
  /** For clients outside the world. undefined when changes since `from` are forgotten already. */
  observe(resource: string, from: Revision, receive: Receive): Observation | undefined;
}

interface Observer {
  seen: Revision;
  readonly receive: Receive;
}

export function createChangeLog(world: World): ChangeLog {
  const state = world.state('store/changes', () => ({
    changes: [] as StoreChange[],
    /** The newest revision that watchers were told of. */
    delivered: 0,
    scheduled: false,
    /** When the cluster was at which revision, at most once in the time between compactions. */
    marks: [] as { readonly at: number; readonly revision: Revision }[],
  }));
  const watchers = new Map<string, Receive[]>();
  const observers = new Map<string, Set<Observer>>();

  const deliver = world.clock.task<null>('store/deliver', () => {
    state.scheduled = false;
    const until = state.changes.length;
    for (let i = placeAfter(state.delivered); i < until; i++) {
      const change = state.changes[i]!;
      state.delivered = change.revision;
      for (const receive of watchers.get(change.resource) ?? []) receive(change);
      const set = observers.get(change.resource);
      if (set === undefined) continue;
      for (const observer of [...set]) tell(set, observer, change);
    }
    if (state.changes.length > 2 * KEPT_CHANGES) forget();
  });

  /** Models apiserver storage/etcd3 compactor. Unlike it, no timer runs: what it would have done is seen from the marks. */
  function compacted(): Revision {
    const before = world.clock.now() - COMPACTED_EVERY_MS;
    return state.marks.findLast(({ at }) => at <= before)?.revision ?? 0;
  }

  function mark(revision: Revision): void {
    const at = world.clock.now();
    const last = state.marks.at(-1);
    if (last !== undefined && at - last.at < COMPACTED_EVERY_MS) return;
    state.marks.push({ at, revision });
    if (state.marks.length > 3) state.marks.shift();
  }

  function tell(set: Set<Observer>, observer: Observer, change: StoreChange): void {
    if (change.revision <= observer.seen || !set.has(observer)) return;
    observer.seen = change.revision;
    observer.receive(change);
  }

  function forget(): void {
    const from = Math.min(state.changes.length - KEPT_CHANGES, placeAfter(state.delivered));
    state.changes.splice(0, from);
  }

  /** Where the first change after a revision is. Revisions in the log have no gaps. */
  function placeAfter(revision: Revision): number {
    const first = state.changes[0];
    return first === undefined ? 0 : Math.max(0, revision + 1 - first.revision);
  }

  return {
    append(change) {
      state.changes.push(Object.freeze(change));
      mark(change.revision);
      if (state.scheduled) return;
      state.scheduled = true;
      deliver.after(0, null);
    },
    watch(resource, receive) {
      const list = watchers.get(resource);
      if (list === undefined) watchers.set(resource, [receive]);
      else list.push(receive);
    },
    forgotten: () => (state.changes[0]?.revision ?? 1) - 1,
    // Nothing waits to be delivered: then the newest revision is known to all, whatever it changed.
    told: () => (state.scheduled ? state.delivered : Math.max(state.delivered, state.changes.at(-1)?.revision ?? 0)),
    since(revision) {
      const forgotten = (state.changes[0]?.revision ?? 1) - 1;
      if (revision < forgotten || revision < compacted()) return undefined;
      return state.changes.slice(placeAfter(revision));
    },
    observe(resource, from, receive) {
      const first = state.changes[0];
      if (first !== undefined && from + 1 < first.revision) return undefined;
      const observer: Observer = { seen: from, receive };
      const set = observers.get(resource) ?? new Set();
      observers.set(resource, set);
      set.add(observer);
      for (const change of state.changes.slice(placeAfter(from))) {
        if (change.resource === resource) tell(set, observer, change);
      }
      return { close: () => set.delete(observer) };
    },
  };
}

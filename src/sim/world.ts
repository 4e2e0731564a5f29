import { type Clock, type ClockState, createClock, type Millis } from './clock.ts';
import { createRandom, type Random, type RandomState, seedOf } from './random.ts';

export type { Millis } from './clock.ts';

/**
 * What the parts of a simulation share: one clock, seeded randomness, and their state. A part keeps all that
 * changes in objects it got from `state`, and all that waits in clock tasks; so a world can be copied while it runs.
 */
export interface World {
  readonly clock: Clock;
  /** A stream of random numbers of its own for every label. */
  random(label: string): Random;
  /**
   * The mutable state of one part: made by `initial` in a new world, carried over in a forked one. It may hold
   * plain objects, arrays, Maps, Sets, primitives and frozen data; never functions or class instances.
   */
  state<T extends object>(name: string, initial: () => T): T;
  snapshot(): WorldSnapshot;
}

export interface WorldSnapshot {
  readonly seed: number;
  readonly clock: ClockState;
  readonly states: ReadonlyMap<string, object>;
}

export interface WorldOptions {
  readonly seed: number;
  readonly startAt: Millis;
}

export function createWorld(from: WorldOptions | WorldSnapshot): World {
  const restored = 'states' in from ? from : undefined;
  const clock = createClock(restored?.clock ?? { now: (from as WorldOptions).startAt, nextId: 1, waiting: [] });
  const inherited = restored === undefined ? new Map<string, object>() : copyStates(restored.states);
  const states = new Map<string, object>();

  function state<T extends object>(name: string, initial: () => T): T {
    if (states.has(name)) throw new Error(`world: the state ${name} is declared twice`);
    const value = (inherited.get(name) as T | undefined) ?? initial();
    states.set(name, value);
    return value;
  }

  return {
    clock,
    state,
    random: (label) => createRandom(state<RandomState>(`random/${label}`, () => ({ a: seedOf(from.seed, label) }))),
    snapshot: () => ({ seed: from.seed, clock: clock.snapshot(), states: copyStates(states) }),
  };
}

function copyStates(states: ReadonlyMap<string, object>): Map<string, object> {
  const copies = new Map<object, object>();
  return new Map([...states].map(([name, value]) => [name, copyState(value, copies) as object]));
}

/** Copies Maps, Sets, arrays and plain objects; shares frozen data. An object reached twice stays one object. */
function copyState(value: unknown, copies: Map<object, object>): unknown {
  if (typeof value === 'function') throw new Error('world: state must not hold functions');
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>();
    copies.set(value, copy);
    for (const [key, item] of value) copy.set(key, copyState(item, copies));
    return copy;
  }
  if (value instanceof Set) {
    const copy = new Set<unknown>();
    copies.set(value, copy);
    for (const item of value) copy.add(copyState(item, copies));
    return copy;
  }
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    copies.set(value, copy);
    for (const item of value) copy.push(copyState(item, copies));
    return copy;
  }
  const copy: Record<string, unknown> = {};
  copies.set(value, copy);
  for (const [key, item] of Object.entries(value)) copy[key] = copyState(item, copies);
  return copy;
}

import type { Event } from '../../api/types/core.ts';
import type { Millis } from '../../sim/world.ts';

/** What is about to become an event. */
export interface Sighting {
  readonly component: string;
  readonly host: string;
  readonly involvedObject: Event['involvedObject'];
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

export interface Verdict {
  readonly message: string;
  readonly count: number;
  /** The event that says the same already; its count grows. */
  readonly name: string | undefined;
  /** Tells the correlator under which name a new event was written. */
  remember(name: string): void;
}

interface Known {
  name: string;
  count: number;
}
interface Group {
  messages: string[];
  lastAt: Millis;
}
interface Bucket {
  tokens: number;
  at: Millis;
}

export interface CorrelatorState {
  readonly known: Map<string, Known>;
  readonly groups: Map<string, Group>;
  readonly buckets: Map<string, Bucket>;
}

export const createCorrelatorState = (): CorrelatorState => ({
  known: new Map(),
  groups: new Map(),
  buckets: new Map(),
});

const KEPT_KEYS = 4096;
/** So many different messages for one reason within ten minutes are still said one by one. */
const SIMILAR_LIMIT = 10;
const SIMILAR_WITHIN_MS = 600_000;
/** An object may have 25 events at once from one source, and then one more every five minutes. */
const BURST = 25;
const REFILL_MS = 300_000;
const COMBINED = '(combined from similar events): ';

/** Aggregates, filters spam and counts. undefined when the event is dropped. Models client-go tools/record EventCorrelator. */
export function correlate(state: CorrelatorState, sighting: Sighting, nowMs: Millis): Verdict | undefined {
  const { component, host, involvedObject: about, type, reason } = sighting;
  const { kind = '', namespace = '', name = '', uid = '', apiVersion = '', fieldPath = '' } = about;
  const sourceKey = `${component}\n${host}\n${kind}\n${namespace}\n${name}\n${uid}\n${apiVersion}`;
  const groupKey = `${sourceKey}\n${type}\n${reason}`;
  const combined = isCrowded(state.groups, groupKey, sighting.message, nowMs);
  const message = combined ? `${COMBINED}${sighting.message}` : sighting.message;
  if (!allowed(state.buckets, sourceKey, nowMs)) return undefined;
  const key = combined ? groupKey : `${groupKey}\n${fieldPath}\n${message}`;
  const known = state.known.get(key);
  const count = (known?.count ?? 0) + 1;
  if (known !== undefined) keep(state.known, key, { name: known.name, count });
  return { message, count, name: known?.name, remember: (fresh) => keep(state.known, key, { name: fresh, count }) };
}

/** Models EventAggregator EventAggregate. */
function isCrowded(groups: Map<string, Group>, key: string, message: string, nowMs: Millis): boolean {
  const old = groups.get(key);
  const group = old === undefined || nowMs - old.lastAt > SIMILAR_WITHIN_MS ? { messages: [], lastAt: nowMs } : old;
  if (!group.messages.includes(message)) group.messages.push(message);
  group.lastAt = nowMs;
  const crowded = group.messages.length >= SIMILAR_LIMIT;
  if (crowded) group.messages.shift();
  keep(groups, key, group);
  return crowded;
}

/** Models EventSourceObjectSpamFilter. */
function allowed(buckets: Map<string, Bucket>, key: string, nowMs: Millis): boolean {
  const old = buckets.get(key);
  const tokens = old === undefined ? BURST : Math.min(BURST, old.tokens + (nowMs - old.at) / REFILL_MS);
  const pass = tokens >= 1;
  keep(buckets, key, { tokens: pass ? tokens - 1 : tokens, at: nowMs });
  return pass;
}

/** Sets a key and forgets the one set longest ago when there are too many. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > KEPT_KEYS) map.delete(map.keys().next().value!);
}

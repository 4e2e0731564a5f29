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
  /** Whether it stands for several messages; such an event does not say who reports. */
  readonly combined: boolean;
  /** Tells the correlator under which name a new event was written. */
  remember(name: string): void;
}

interface Written {
  readonly fieldPath: string;
  readonly message: string;
  readonly name: string;
  readonly count: number;
}

/** What one source has said with one reason about one object. */
interface Group {
  readonly type: string;
  readonly reason: string;
  messages: string[];
  lastAt: Millis;
  /** Events written, the latest last; the combined one has no message of its own. */
  readonly written: Written[];
}

/** What one source has said about one object. */
interface Subject {
  readonly groups: Group[];
  tokens: number;
  at: Millis;
}

export type CorrelatorState = Map<string, Subject>;

export const createCorrelatorState = (): CorrelatorState => new Map();

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
  const { host, involvedObject: about } = sighting;
  // A recorder speaks for one component, and a uid is one object's alone; a node's events carry its name as uid.
  const key = `${about.uid ?? ''}\n${about.namespace ?? ''}\n${about.name ?? ''}\n${host}`;
  const subject = state.get(key) ?? { groups: [], tokens: BURST, at: nowMs };
  keep(state, key, subject);
  const group = groupOf(subject, sighting, nowMs);
  const combined = isCrowded(group, sighting.message, nowMs);
  if (!allowed(subject, nowMs)) return undefined;
  const fieldPath = combined ? '' : (about.fieldPath ?? '');
  const message = combined ? COMBINED : sighting.message;
  const known = takeWritten(group.written, fieldPath, message);
  const count = (known?.count ?? 0) + 1;
  const remember = (name: string) => {
    group.written.push({ fieldPath, message, name, count });
    if (group.written.length > KEPT_KEYS) group.written.shift();
  };
  if (known !== undefined) remember(known.name);
  return {
    message: combined ? `${COMBINED}${sighting.message}` : sighting.message,
    count,
    name: known?.name,
    combined,
    remember,
  };
}

/** Finds what was written and takes it out of its place. A group is short: its eleventh message is a combined one. */
function takeWritten(written: Written[], fieldPath: string, message: string): Written | undefined {
  for (let at = written.length - 1; at >= 0; at--) {
    const one = written[at]!;
    if (one.message === message && one.fieldPath === fieldPath) return written.splice(at, 1)[0];
  }
  return undefined;
}

function groupOf(subject: Subject, { type, reason }: Sighting, nowMs: Millis): Group {
  for (const group of subject.groups) if (group.reason === reason && group.type === type) return group;
  const group: Group = { type, reason, messages: [], lastAt: nowMs, written: [] };
  subject.groups.push(group);
  return group;
}

/** Models EventAggregator EventAggregate. */
function isCrowded(group: Group, message: string, nowMs: Millis): boolean {
  if (nowMs - group.lastAt > SIMILAR_WITHIN_MS) group.messages = [];
  if (!group.messages.includes(message)) group.messages.push(message);
  group.lastAt = nowMs;
  const crowded = group.messages.length >= SIMILAR_LIMIT;
  if (crowded) group.messages.shift();
  return crowded;
}

/** Models EventSourceObjectSpamFilter. */
function allowed(subject: Subject, nowMs: Millis): boolean {
  const tokens = Math.min(BURST, subject.tokens + (nowMs - subject.at) / REFILL_MS);
  const pass = tokens >= 1;
  subject.tokens = pass ? tokens - 1 : tokens;
  subject.at = nowMs;
  return pass;
}

/** Sets a key and forgets the one set longest ago when there are too many. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > KEPT_KEYS) map.delete(map.keys().next().value!);
}

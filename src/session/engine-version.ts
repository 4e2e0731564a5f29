import type { Millis } from '../sim/clock.ts';

/** Names the behaviour of the engine. A session is replayed only by the engine that recorded it. */
export const ENGINE_VERSION = '0.1.0';

/** When sessions begin in virtual time, so that a session is the same on every day: 5 January 2026, 09:00 UTC. */
export const START_AT: Millis = 1_767_603_600_000;

import type { Millis } from '../../../sim/clock.ts';
import type { FailureBackoff } from './set-record.ts';

const FIRST_DELAY: Millis = 1_000;
const LONGEST_DELAY: Millis = 15 * 60_000;

/**
 * Until when a failed pod on a node is left alone; undefined when it may be replaced at once. Models client-go
 * util/flowcontrol Backoff IsInBackOffSinceUpdate with the key of failedPodsBackoffKey.
 */
export function backoffUntil(
  backoff: FailureBackoff | undefined,
  observedGeneration: number,
  now: Millis,
): Millis | undefined {
  if (backoff === undefined || isOver(backoff, observedGeneration, now)) return undefined;
  const until = backoff.since + backoff.delayMs;
  return now < until ? until : undefined;
}

/** The back-off after one more replaced pod: 1 s, doubled each time, up to 15 min. */
export function nextBackoff(
  backoff: FailureBackoff | undefined,
  observedGeneration: number,
  now: Millis,
): FailureBackoff {
  const again = backoff !== undefined && !isOver(backoff, observedGeneration, now);
  const delayMs = again ? Math.min(backoff.delayMs * 2, LONGEST_DELAY) : FIRST_DELAY;
  return Object.freeze({ observedGeneration, since: now, delayMs });
}

/** A template change or half an hour without a failure starts afresh. */
function isOver(backoff: FailureBackoff, observedGeneration: number, now: Millis): boolean {
  return backoff.observedGeneration !== observedGeneration || now - backoff.since > 2 * LONGEST_DELAY;
}

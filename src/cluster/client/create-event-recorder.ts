import type { KubeObject } from '../../api/object.ts';
import { events } from '../../api/resources.ts';
import { formatTime } from '../../api/time.ts';
import type { Event } from '../../api/types/core.ts';
import type { Millis, World } from '../../sim/world.ts';
import type { Client } from './client.ts';
import { correlate, createCorrelatorState } from './event-correlator.ts';
import type { EventRecorder } from './event-recorder.ts';

/** Records events as one component. Models client-go tools/record recorderImpl and recordToSink. */
export function createEventRecorder(world: World, client: Client, component: string): EventRecorder {
  const state = world.state(`events/${component}`, () => ({ named: 0, correlator: createCorrelatorState() }));

  return {
    event(about, type, reason, message, fieldPath, host) {
      const nowMs = world.clock.now();
      const time = formatTime(nowMs);
      const involvedObject = referenceTo(about, fieldPath);
      const namespace = involvedObject.namespace ?? 'default';
      const sighting = { component, host: host ?? '', involvedObject, type, reason, message };
      const verdict = correlate(state.correlator, sighting, nowMs);
      if (verdict === undefined) return;
      const known = verdict.name === undefined ? undefined : client.get(events, namespace, verdict.name);
      if (known !== undefined) {
        client.update(events, { ...known, count: verdict.count, lastTimestamp: time, message: verdict.message });
        return;
      }
      // Names are made of the time in nanoseconds; a count takes the place of those below a millisecond.
      const name = `${about.metadata.name}.${nanosInHex(nowMs, state.named++ % 1_000_000)}`;
      const draft: Omit<Event, 'metadata'> & {
        readonly metadata: { readonly name: string; readonly namespace: string };
      } = {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name, namespace },
        involvedObject,
        reason,
        message: verdict.message,
        source: { component, ...(host === undefined || host === '' ? {} : { host }) },
        firstTimestamp: time,
        lastTimestamp: time,
        count: verdict.count,
        type,
        reportingComponent: verdict.combined ? '' : component,
        reportingInstance: verdict.combined ? '' : (host ?? ''),
      };
      try {
        client.create(events, namespace, draft);
      } catch (error) {
        // A recorder drops what the server refuses (a namespace that is ending), as client-go does.
        if (!(error instanceof Error) || error.name !== 'ApiError') throw error;
        return;
      }
      verdict.remember(name);
    },
  };
}

/** Milliseconds as nanoseconds, plus a count, in hexadecimal: more bits than a number holds exactly, so in two parts. */
function nanosInHex(ms: Millis, count: number): string {
  const whole = Math.floor(ms);
  const low = (whole % LOW) * 1_000_000 + count;
  const high = Math.floor(whole / LOW) * 1_000_000 + Math.floor(low / LOW);
  if (high !== lastHigh.value) lastHigh = { value: high, text: high.toString(16) };
  return lastHigh.text + (low % LOW).toString(16).padStart(5, '0');
}

/** Writing a large number takes long, and many events share its first digits. It changes no answer. */
let lastHigh = { value: 0, text: '0' };

const LOW = 2 ** 20;

/** Models client-go tools/reference GetReference. */
function referenceTo(about: KubeObject, fieldPath: string | undefined): Event['involvedObject'] {
  const { apiVersion, kind, metadata } = about;
  const { namespace, name, uid, resourceVersion } = metadata;
  return {
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    uid,
    ...(apiVersion === undefined || apiVersion === '' ? {} : { apiVersion }),
    ...(resourceVersion === undefined || resourceVersion === '' ? {} : { resourceVersion }),
    ...(fieldPath === undefined || fieldPath === '' ? {} : { fieldPath }),
  };
}

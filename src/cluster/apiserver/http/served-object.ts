import type { KubeObject } from '../../../api/object.ts';
import type { Event } from '../../../api/types/core.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { EVENTS_GROUP_VERSION } from './request-path.ts';

/** An object as it is written on the wire. Go writes some empty times as null; stored objects leave them out. */
export function servedObject(object: KubeObject, groupVersion: string): KubeObject {
  if (object.kind === 'Pod') return servedPod(object as Pod);
  if (object.kind === 'Event') return servedEvent(object as Event, groupVersion);
  return object;
}

function servedPod(pod: Pod): KubeObject {
  const conditions = pod.status?.conditions;
  if (conditions === undefined || conditions.every(({ lastProbeTime }) => lastProbeTime !== undefined)) return pod;
  const shown = conditions.map((condition) => ({ lastProbeTime: null, lastTransitionTime: null, ...condition }));
  return { ...pod, status: { ...pod.status, conditions: shown } } as unknown as Pod;
}

function servedEvent(event: Event, groupVersion: string): KubeObject {
  if (groupVersion !== EVENTS_GROUP_VERSION) {
    return { ...event, eventTime: event.eventTime ?? null } as unknown as Event;
  }
  const { involvedObject, message, source, firstTimestamp, lastTimestamp, count, reportingComponent, ...rest } = event;
  return {
    ...rest,
    apiVersion: EVENTS_GROUP_VERSION,
    eventTime: event.eventTime ?? null,
    regarding: involvedObject,
    note: message,
    deprecatedSource: source,
    deprecatedFirstTimestamp: firstTimestamp ?? null,
    deprecatedLastTimestamp: lastTimestamp ?? null,
    deprecatedCount: count,
    reportingController: reportingComponent,
  } as unknown as KubeObject;
}

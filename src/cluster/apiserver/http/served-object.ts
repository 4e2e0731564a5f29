import type { KubeObject } from '../../../api/object.ts';
import type { Pod } from '../../../api/types/pod.ts';

/** What was made of stored objects, so that all who watch are shown the same one. */
const shown = new WeakMap<KubeObject, KubeObject>();

/** An object as it is written on the wire. Go writes some empty times as null; stored objects leave them out. */
export function servedObject(object: KubeObject): KubeObject {
  if (object.kind === 'Pod') {
    const known = shown.get(object);
    if (known !== undefined) return known;
    const served = servedPod(object as Pod);
    if (Object.isFrozen(object)) shown.set(object, served);
    return served;
  }
  if (object.kind === 'Event') return servedEvent(object);
  if (object.kind === 'ClusterRole' || object.kind === 'Role') return servedRole(object);
  if (object.kind === 'HorizontalPodAutoscaler') return servedAutoscaler(object);
  return object;
}

/** Metrics are written even before anything was measured. */
function servedAutoscaler(object: KubeObject): KubeObject {
  if (object.apiVersion !== 'autoscaling/v2') return object;
  const { status } = object as KubeObject & { readonly status?: object };
  return { ...object, status: { currentMetrics: null, desiredReplicas: 0, ...status } } as KubeObject;
}

function servedPod(pod: Pod): KubeObject {
  const conditions = pod.status?.conditions;
  if (conditions === undefined || conditions.every(({ lastProbeTime }) => lastProbeTime !== undefined)) return pod;
  const shown = conditions.map((condition) => ({ lastProbeTime: null, lastTransitionTime: null, ...condition }));
  return { ...pod, status: { ...pod.status, conditions: shown } } as unknown as Pod;
}

/** The times that an event has in every version, and those that only events.k8s.io/v1 keeps for old clients. */
function servedEvent(event: KubeObject): KubeObject {
  if (event.apiVersion === 'v1') return { eventTime: null, ...event } as KubeObject;
  const times = { deprecatedFirstTimestamp: null, deprecatedLastTimestamp: null, eventTime: null };
  return { ...times, ...event } as KubeObject;
}

/** Rules are the one field of a role that is written when it is empty. */
function servedRole(role: KubeObject): KubeObject {
  return 'rules' in role ? role : ({ ...role, rules: null } as KubeObject);
}

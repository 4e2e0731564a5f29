import { selectorFromSet, selectorMatches } from '../../../api/labels.ts';
import { isPodReady } from '../../../api/pod-conditions.ts';
import { services } from '../../../api/resources.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Service } from '../../../api/types/service.ts';
import type { Change, Client } from '../../client/client.ts';
import { keyOf } from '../object-key.ts';

/** Whether a service's own selector picks a pod; a service without one picks none. */
export function selects({ spec }: Service, { metadata }: Pod): boolean {
  if (spec.selector === undefined || spec.selector === null) return false;
  return selectorMatches(selectorFromSet(spec.selector), metadata.labels);
}

/** The services for whose endpoints a change of a pod matters. Models endpointslice/util GetServicesToUpdateOnPodChange. */
export function servicesOfPod(client: Client, { type, object, old }: Change<Pod>): readonly string[] {
  if (type === 'MODIFIED' && old !== undefined && !isChanged(object, old)) return [];
  return client
    .list(services, { namespace: object.metadata.namespace! })
    .filter((service) => selects(service, object) || (old !== undefined && selects(service, old)))
    .map(keyOf);
}

/** Models podEndpointsChanged, and that the labels changed. */
function isChanged(pod: Pod, old: Pod): boolean {
  return (
    pod.metadata.labels !== old.metadata.labels ||
    pod.metadata.deletionTimestamp !== old.metadata.deletionTimestamp ||
    pod.status.phase !== old.status.phase ||
    pod.status.podIP !== old.status.podIP ||
    pod.spec.nodeName !== old.spec.nodeName ||
    isPodReady(pod) !== isPodReady(old)
  );
}

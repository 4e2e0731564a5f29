import { isPodReady } from '../../../api/pod-conditions.ts';
import type { EndpointSlice, SliceEndpoint, SlicePort } from '../../../api/types/endpoint-slice.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Service } from '../../../api/types/service.ts';
import { findPort } from '../endpoints/service-endpoints.ts';

/** Models endpointslice podToEndpoint. */
export function sliceEndpoint(service: Service, pod: Pod, zone: string | undefined): SliceEndpoint {
  const { namespace, name, uid, deletionTimestamp } = pod.metadata;
  const { hostname, subdomain, nodeName } = pod.spec;
  const serving = isPodReady(pod);
  const terminating = deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const named = hostname !== undefined && hostname !== '' && subdomain === service.metadata.name;
  const near = service.spec.trafficDistribution === 'PreferClose' && ready && zone !== undefined;
  return {
    addresses: [pod.status.podIP ?? ''],
    conditions: { ready, serving, terminating },
    ...(named ? { hostname } : {}),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(zone === undefined ? {} : { zone }),
    ...(near ? { hints: { forZones: [{ name: zone }] } } : {}),
    targetRef: { kind: 'Pod', name, ...(namespace === undefined ? {} : { namespace }), uid },
  };
}

/** The ports of a service as one pod has them; a port that the pod does not name is left out. Models getEndpointPorts. */
export function slicePorts({ spec }: Service, pod: Pod): readonly SlicePort[] {
  return (spec.ports ?? []).flatMap((servicePort) => {
    const port = findPort(pod, servicePort);
    if (port === undefined) return [];
    const { name = '', protocol = 'TCP', appProtocol } = servicePort;
    return [{ name, port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) }];
  });
}

/** Pods with the same ports share slices. */
export function portsKey(ports: EndpointSlice['ports']): string {
  return (ports ?? [])
    .map(({ name = '', port, protocol, appProtocol = '' }) => `${name} ${port} ${protocol} ${appProtocol}`)
    .sort()
    .join('\n');
}

/** Models endpointslice/util EndpointsEqualBeyondHash's key: the same pod at the same address. */
export const endpointKey = ({ addresses, targetRef }: SliceEndpoint): string => `${addresses[0]} ${targetRef?.uid}`;

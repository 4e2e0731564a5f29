import { isPodReady, isPodTerminal } from '../../../api/pod-conditions.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type {
  EndpointAddress,
  EndpointPort,
  EndpointSubset,
  Service,
  ServicePort,
} from '../../../api/types/service.ts';

interface Entry {
  readonly address: EndpointAddress;
  readonly ready: boolean;
}

/** The addresses of a service's pods, grouped by port. Models pkg/controller/endpoint syncService and RepackSubsets. */
export function endpointSubsets(service: Service, pods: readonly Pod[]): readonly EndpointSubset[] {
  const { ports = [], clusterIP, publishNotReadyAddresses = false } = service.spec;
  const byPort = new Map<string, { readonly port: EndpointPort | undefined; readonly entries: Map<string, Entry> }>();
  const add = (port: EndpointPort | undefined, pod: Pod, address: EndpointAddress) => {
    const key = port === undefined ? '' : JSON.stringify([port.name ?? '', port.port, port.protocol, port.appProtocol]);
    const group = byPort.get(key) ?? { port, entries: new Map<string, Entry>() };
    byPort.set(key, group);
    group.entries.set(`${address.ip} ${pod.metadata.uid}`, {
      address,
      ready: publishNotReadyAddresses || isPodReady(pod),
    });
  };
  for (const pod of pods) {
    if (!belongsInEndpoints(pod, publishNotReadyAddresses)) continue;
    const address = addressOf(service, pod);
    if (ports.length === 0 && clusterIP === 'None') add(undefined, pod, address);
    for (const servicePort of ports) {
      const port = findPort(pod, servicePort);
      if (port !== undefined) add(endpointPort(servicePort, port), pod, address);
    }
  }
  return repack([...byPort.values()]);
}

/** Ports with the same addresses share a subset. */
function repack(
  groups: readonly { readonly port: EndpointPort | undefined; readonly entries: ReadonlyMap<string, Entry> }[],
): readonly EndpointSubset[] {
  const shared = new Map<string, { readonly ports: EndpointPort[]; readonly entries: readonly Entry[] }>();
  for (const { port, entries } of groups) {
    const keys = [...entries.keys()].sort();
    const key = keys.map((one) => `${one} ${entries.get(one)!.ready}`).join('\n');
    const known = shared.get(key) ?? { ports: [], entries: keys.map((one) => entries.get(one)!) };
    shared.set(key, known);
    if (port !== undefined) known.ports.push(port);
  }
  return [...shared.values()].map(({ ports, entries }) => {
    const addresses = entries.filter(({ ready }) => ready).map(({ address }) => address);
    const notReadyAddresses = entries.filter(({ ready }) => !ready).map(({ address }) => address);
    return {
      ...(addresses.length === 0 ? {} : { addresses }),
      ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses }),
      ...(ports.length === 0 ? {} : { ports }),
    };
  });
}

/** Models endpointslice/util ShouldPodBeInEndpoints. */
export function belongsInEndpoints(pod: Pod, withTerminating: boolean): boolean {
  if (isPodTerminal(pod) || (pod.status.podIP ?? '') === '') return false;
  return withTerminating || pod.metadata.deletionTimestamp === undefined;
}

function addressOf({ metadata }: Service, pod: Pod): EndpointAddress {
  const { namespace, name, uid } = pod.metadata;
  const { hostname, subdomain, nodeName } = pod.spec;
  const named = hostname !== undefined && hostname !== '' && subdomain === metadata.name;
  return {
    ...(named ? { hostname } : {}),
    ip: pod.status.podIP ?? '',
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: 'Pod', name, ...(namespace === undefined ? {} : { namespace }), uid },
  };
}

/** Models api/v1/pod FindPort; undefined when the pod names no such port. */
export function findPort({ spec }: Pod, { port, targetPort, protocol = 'TCP' }: ServicePort): number | undefined {
  if (typeof targetPort !== 'string') return targetPort === undefined || targetPort === 0 ? port : targetPort;
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const { ports = [] } of [...spec.containers, ...sidecars]) {
    const found = ports.find((one) => one.name === targetPort && (one.protocol ?? 'TCP') === protocol);
    if (found !== undefined) return found.containerPort;
  }
  return undefined;
}

function endpointPort({ name, protocol = 'TCP', appProtocol }: ServicePort, port: number): EndpointPort {
  return {
    ...(name === undefined || name === '' ? {} : { name }),
    port,
    protocol,
    ...(appProtocol === undefined ? {} : { appProtocol }),
  };
}

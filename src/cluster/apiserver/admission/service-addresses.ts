import type { Service, ServicePort, ServiceSpec } from '../../../api/types/service.ts';
import type { Random } from '../../../sim/random.ts';
import type { World } from '../../../sim/world.ts';
import type { Store } from '../../store/store.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { invalidObject } from '../refusals.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';

/** kubeadm's default service network, 10.96.0.0/12, without its first and last address. */
const NETWORK = { first: ipNumber('10.96.0.1'), last: ipNumber('10.111.255.254') };
const NODE_PORTS = { first: 30000, last: 32767 };

/**
 * Gives Services their addresses and node ports. Upstream allocates in the registry, not in admission; here both look at
 * the object between defaulting and validation. Models pkg/registry/core/service/storage alloc.go.
 */
export function createServiceAddresses(world: World): AdmissionPlugin {
  const random = world.random('apiserver/service-addresses');
  return {
    name: 'ServiceAddresses',
    admit(object, { strategy, operation, subresource, old }, store) {
      if (strategy.resource.kind !== 'Service' || operation === 'DELETE' || subresource !== '') return object;
      const before = old as Service | undefined;
      const service = before === undefined ? (object as Service) : keepingAllocated(object as Service, before);
      const spec = withNodePorts(withAddress(service, before, store, random), service, before, store, random);
      return spec === service.spec ? service : ({ ...service, spec } as Service);
    },
  };
}

/** An update that leaves out what was allocated keeps it. Models patchAllocatedValues. */
function keepingAllocated(service: Service, { spec: old }: Service): Service {
  let { spec } = service;
  if (old.type !== 'ExternalName' && spec.type !== 'ExternalName' && !spec.clusterIP && old.clusterIP) {
    spec = { ...spec, clusterIP: old.clusterIP, clusterIPs: old.clusterIPs };
  }
  if (hasNodePorts(old) && hasNodePorts(spec)) {
    const known = new Map((old.ports ?? []).map((port) => [`${port.protocol}/${port.port}`, port.nodePort]));
    const ports = (spec.ports ?? []).map((port) => {
      const nodePort = port.nodePort || known.get(`${port.protocol}/${port.port}`);
      return nodePort === port.nodePort || nodePort === undefined ? port : { ...port, nodePort };
    });
    spec = { ...spec, ports };
  }
  return spec === service.spec ? service : ({ ...service, spec } as Service);
}

function withAddress(service: Service, before: Service | undefined, store: Store, random: Random): ServiceSpec {
  const { spec } = service;
  if (spec.type === 'ExternalName') {
    const { clusterIP: _a, clusterIPs: _b, ipFamilies: _c, ipFamilyPolicy: _d, ...others } = spec;
    return before === undefined || before.spec.type === 'ExternalName' ? spec : others;
  }
  const given = spec.clusterIP || spec.clusterIPs?.[0] || '';
  const families = { ipFamilies: spec.ipFamilies ?? ['IPv4'], ipFamilyPolicy: spec.ipFamilyPolicy ?? 'SingleStack' };
  if (given === 'None') return { ...spec, ...families, clusterIP: 'None', clusterIPs: ['None'] };
  if (given !== '' && given === before?.spec.clusterIP)
    return { ...spec, ...families, clusterIPs: spec.clusterIPs ?? [given] };
  const used = new Set((store.list('services') as readonly Service[]).map((one) => one.spec.clusterIP));
  if (given !== '') {
    const number = ipNumber(given);
    const detail = used.has(given)
      ? `failed to allocate IP ${given}: provided IP is already allocated`
      : Number.isNaN(number) || number < NETWORK.first || number > NETWORK.last
        ? `failed to allocate IP ${given}: the provided IP (${given}) is not in the valid range. The range of valid IPs is 10.96.0.0/12`
        : undefined;
    if (detail !== undefined) refuse(service, invalid('spec.clusterIPs', { go: `["${given}"]` }, detail));
    return { ...spec, ...families, clusterIP: given, clusterIPs: [given] };
  }
  let address: string;
  do address = ipText(NETWORK.first + random.int(NETWORK.last - NETWORK.first + 1));
  while (used.has(address));
  return { ...spec, ...families, clusterIP: address, clusterIPs: [address] };
}

const hasNodePorts = ({ type }: ServiceSpec): boolean => type === 'NodePort' || type === 'LoadBalancer';

function withNodePorts(
  spec: ServiceSpec,
  service: Service,
  before: Service | undefined,
  store: Store,
  random: Random,
): ServiceSpec {
  const ports = spec.ports ?? [];
  if (!hasNodePorts(spec)) {
    const freed = before !== undefined && hasNodePorts(before.spec) && ports.some(({ nodePort }) => nodePort);
    return freed ? { ...spec, ports: ports.map(({ nodePort: _, ...port }) => port) } : spec;
  }
  if (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts === false) return spec;
  if (ports.every(({ nodePort }, i) => nodePort && nodePort === before?.spec.ports?.[i]?.nodePort)) return spec;
  const own = before?.metadata.uid;
  const used = new Set(
    (store.list('services') as readonly Service[])
      .filter(({ metadata }) => metadata.uid !== own)
      .flatMap((one) => (one.spec.ports ?? []).map(({ nodePort }) => nodePort)),
  );
  const allocated = ports.map((port, i): ServicePort => {
    let { nodePort = 0 } = port;
    const field = `spec.ports[${i}].nodePort`;
    if (nodePort !== 0 && (nodePort < NODE_PORTS.first || nodePort > NODE_PORTS.last)) {
      const detail = `provided port is not in the valid range. The range of valid ports is ${NODE_PORTS.first}-${NODE_PORTS.last}`;
      refuse(service, invalid(field, nodePort, detail));
    }
    if (nodePort !== 0 && used.has(nodePort))
      refuse(service, invalid(field, nodePort, 'provided port is already allocated'));
    while (nodePort === 0 || used.has(nodePort)) {
      nodePort = NODE_PORTS.first + random.int(NODE_PORTS.last - NODE_PORTS.first + 1);
    }
    used.add(nodePort);
    return nodePort === port.nodePort ? port : { ...port, nodePort };
  });
  return { ...spec, ports: allocated };
}

function refuse({ metadata }: Service, error: FieldError): never {
  throw invalidObject(
    { group: '', version: 'v1', plural: 'services', kind: 'Service', namespaced: true },
    metadata.name,
    [error],
  );
}

function ipNumber(text: string): number {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return Number.NaN;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

const ipText = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');

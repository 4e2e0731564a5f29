import { cidrContains, formatIp, parseCidr, parseIp } from '../../../api/ip-address.ts';
import { services } from '../../../api/resources.ts';
import type { Service, ServiceSpec } from '../../../api/types/service.ts';
import type { Random } from '../../../sim/random.ts';
import type { World } from '../../../sim/world.ts';
import type { Store } from '../../store/store.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { invalidObject } from '../refusals.ts';
import { goClusterIPs } from '../validation/service-cluster-ips.ts';
import { isHeadless } from '../validation/service-needs.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';
import { withCarriedFields } from './service-carried-fields.ts';
import { withFamilies } from './service-families.ts';
import { type NodePortPool, withNodePorts } from './service-node-ports.ts';

/** kubeadm's default service network; its first and last address are nobody's. */
const NETWORK = '10.96.0.0/12';
const NETWORK_BITS = 20;

/**
 * Gives Services their addresses and node ports. Unlike Kubernetes, which allocates in the registry, this is done in
 * admission: both look at the object between defaulting and validation. Models pkg/registry/core/service/storage
 * beginCreate and beginUpdate.
 */
export function createServiceAddresses(world: World): AdmissionPlugin {
  const random = world.random('apiserver/service-addresses');
  return {
    name: 'ServiceAddresses',
    admit(object, { strategy, operation, subresource, old }, store) {
      if (strategy.resource.kind !== 'Service' || operation === 'DELETE' || subresource !== '') return object;
      const before = old as Service | undefined;
      const service =
        before === undefined ? withPlural(object as Service) : withCarriedFields(object as Service, before);
      const spec = allocated(service, before?.spec, poolOf(store, random, before));
      return spec === service.spec ? service : ({ ...service, spec } as Service);
    },
  };
}

/** A new Service of an old client has `clusterIP` only. Models normalizeClusterIPs. */
function withPlural(service: Service): Service {
  const { clusterIP = '', clusterIPs = [] } = service.spec;
  if (clusterIP === '' || clusterIPs.length > 0) return service;
  return { ...service, spec: { ...service.spec, clusterIPs: [clusterIP] } };
}

interface Pool extends NodePortPool {
  readonly addresses: ReadonlySet<string>;
}

/** What is taken, by all Services but this one. */
function poolOf(store: Store, random: Random, own: Service | undefined): Pool {
  const addresses = new Set<string>();
  const used = new Set<number>();
  for (const { metadata, spec } of store.list('services') as readonly Service[]) {
    if (metadata.uid === own?.metadata.uid) continue;
    for (const ip of spec.clusterIPs ?? []) if (ip !== 'None') addresses.add(ip);
    for (const { nodePort } of spec.ports ?? []) if (nodePort) used.add(nodePort);
    if (spec.healthCheckNodePort) used.add(spec.healthCheckNodePort);
  }
  return { addresses, used, draw: (below) => random.int(below) };
}

function allocated(service: Service, old: ServiceSpec | undefined, pool: Pool): ServiceSpec {
  const families = withFamilies(service.spec, old);
  if (isErrors(families)) throw invalidObject(services, service.metadata.name, families);
  const addressed = withAddress(families, old, pool);
  if ('body' in addressed) throw invalidObject(services, service.metadata.name, [addressed]);
  const spec = withNodePorts(addressed, old, pool);
  if ('body' in spec) throw invalidObject(services, service.metadata.name, [spec]);
  return spec;
}

const isErrors = (value: ServiceSpec | readonly FieldError[]): value is readonly FieldError[] => Array.isArray(value);

/** Models allocClusterIPs and the ip allocator's Allocate and AllocateNext. */
function withAddress(spec: ServiceSpec, old: ServiceSpec | undefined, pool: Pool): ServiceSpec | FieldError {
  if (spec.type === 'ExternalName' || isHeadless(spec)) return spec;
  if (old !== undefined && old.type !== 'ExternalName') return spec;
  const asked = spec.clusterIPs?.[0] ?? '';
  if (asked === '') {
    let ip: string;
    do ip = addressAt(1 + pool.draw(2 ** NETWORK_BITS - 2));
    while (pool.addresses.has(ip));
    return { ...spec, clusterIP: ip, clusterIPs: [ip] };
  }
  const address = parseIp(asked)!;
  const why = pool.addresses.has(formatIp(address))
    ? 'provided IP is already allocated'
    : cidrContains(parseCidr(NETWORK)!, address)
      ? undefined
      : `the provided IP (${asked}) is not in the valid range. The range of valid IPs is ${NETWORK}`;
  if (why === undefined) return spec;
  return invalid('spec.clusterIPs', goClusterIPs(spec.clusterIPs), `failed to allocate IP ${asked}: ${why}`);
}

function addressAt(offset: number): string {
  const [a = 0, b = 0] = parseCidr(NETWORK)!.ip.bytes;
  return formatIp({ family: 4, bytes: [a, b + (offset >> 16), (offset >> 8) & 255, offset & 255] });
}

import { jsonEqual } from '../../../api/json-equal.ts';
import type { Service, ServicePort, ServiceSpec } from '../../../api/types/service.ts';
import {
  isExternallyAccessible,
  needsClusterIP,
  needsHealthCheck,
  needsNodePort,
} from '../validation/service-needs.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * What an update that does not speak of it keeps of the Service it replaces, and what goes with a type that is no more.
 * Models pkg/registry/core/service/storage patchAllocatedValues, normalizeClusterIPs and strategy.go
 * dropTypeDependentFields.
 */
export function withCarriedFields(service: Service, { spec: old }: Service): Service {
  if (service.spec === old) return service;
  const spec: Writable<ServiceSpec> = { ...service.spec };
  keepAllocated(spec, old);
  syncClusterIPs(spec, old);
  dropDependent(spec, old);
  return { ...service, spec };
}

function keepAllocated(spec: Writable<ServiceSpec>, old: ServiceSpec): void {
  if (needsClusterIP(old) && needsClusterIP(spec)) {
    if (!spec.clusterIP && old.clusterIP) spec.clusterIP = old.clusterIP;
    if ((spec.clusterIPs ?? []).length === 0 && spec.clusterIP === old.clusterIP)
      set(spec, 'clusterIPs', old.clusterIPs);
  }
  if (needsNodePort(old) && needsNodePort(spec)) spec.ports = withKnownNodePorts(spec.ports, old.ports);
  if (needsHealthCheck(old) && needsHealthCheck(spec) && !spec.healthCheckNodePort) {
    set(spec, 'healthCheckNodePort', old.healthCheckNodePort);
  }
}

/** Ports without a node port get that of the old port with their name, unless another port has taken it. */
function withKnownNodePorts(ports: readonly ServicePort[] = [], old: readonly ServicePort[] = []) {
  const of = (list: readonly ServicePort[]) => new Set(list.map(({ nodePort = 0 }) => nodePort));
  const before = of(old);
  const used = new Set([...of(ports)].filter((port) => before.has(port)));
  const byName = new Map(old.map(({ name = '', nodePort = 0 }) => [name, nodePort]));
  return ports.map((port) => {
    const known = byName.get(port.name ?? '') ?? 0;
    if (port.nodePort || known === 0 || used.has(known)) return port;
    used.add(known);
    return { ...port, nodePort: known };
  });
}

/** Old clients know only `clusterIP`, which must stay the first of `clusterIPs`. */
function syncClusterIPs(spec: Writable<ServiceSpec>, old: ServiceSpec): void {
  const now = spec.clusterIP ?? '';
  const before = old.clusterIP ?? '';
  if (now === before || !jsonEqual(spec.clusterIPs ?? [], old.clusterIPs ?? [])) return;
  if (before !== '' && now === '') delete spec.clusterIPs;
  else spec.clusterIPs = [now];
}

function dropDependent(spec: Writable<ServiceSpec>, old: ServiceSpec): void {
  if (needsClusterIP(old) && !needsClusterIP(spec)) {
    if (jsonEqual(spec.clusterIPs, old.clusterIPs)) {
      delete spec.clusterIP;
      delete spec.clusterIPs;
    }
    if (jsonEqual(spec.ipFamilies, old.ipFamilies)) delete spec.ipFamilies;
    if (spec.ipFamilyPolicy === old.ipFamilyPolicy) delete spec.ipFamilyPolicy;
  }
  if (needsNodePort(old) && !needsNodePort(spec) && sameNodePorts(spec, old)) {
    set(
      spec,
      'ports',
      spec.ports?.map(({ nodePort: _, ...port }) => port),
    );
  }
  if (needsHealthCheck(old) && !needsHealthCheck(spec) && spec.healthCheckNodePort === old.healthCheckNodePort) {
    delete spec.healthCheckNodePort;
  }
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    if (spec.allocateLoadBalancerNodePorts === old.allocateLoadBalancerNodePorts) {
      delete spec.allocateLoadBalancerNodePorts;
    }
    if (spec.loadBalancerClass === old.loadBalancerClass) delete spec.loadBalancerClass;
  }
  const closed = isExternallyAccessible(old) && !isExternallyAccessible(spec);
  if (closed && spec.externalTrafficPolicy === old.externalTrafficPolicy) delete spec.externalTrafficPolicy;
}

const nodePortsOf = ({ ports = [] }: ServiceSpec) => [...new Set(ports.map(({ nodePort = 0 }) => nodePort))].sort();
const sameNodePorts = (spec: ServiceSpec, old: ServiceSpec) => jsonEqual(nodePortsOf(spec), nodePortsOf(old));

function set<K extends keyof ServiceSpec>(spec: Writable<ServiceSpec>, key: K, value: ServiceSpec[K]): void {
  if (value === undefined) delete spec[key];
  else spec[key] = value;
}

import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import { type Amounts, amountsOf, podAmounts } from './pod-amounts.ts';

/** What the scheduler knows of one node; kept up with every change, never computed anew. Models framework NodeInfo. */
export interface NodeInfo {
  node: Node;
  allocatable: Amounts;
  /** Bound pods that have not ended, by namespace/name. */
  readonly pods: Map<string, Pod>;
  readonly requested: Map<string, number>;
  /** What scoring takes for requested: containers that ask for nothing count a little. */
  nonZeroCpu: number;
  nonZeroMemory: number;
  /** `hostIP/protocol/port` in use, with the number of pods that use it. */
  readonly ports: Map<string, number>;
}

export const podKey = (pod: Pod): string => `${pod.metadata.namespace}/${pod.metadata.name}`;

export const priorityOf = (pod: Pod): number => pod.spec.priority ?? 0;

export interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

const noPorts: readonly HostPort[] = [];
const portsOfContainers = new WeakMap<Pod['spec']['containers'], readonly HostPort[]>();

/** The host ports a pod takes. */
export function hostPorts({ spec }: Pod): readonly HostPort[] {
  let ports = portsOfContainers.get(spec.containers);
  if (ports === undefined) {
    ports = readPorts(spec);
    portsOfContainers.set(spec.containers, ports);
  }
  return ports;
}

function readPorts({ containers, initContainers }: Pod['spec']): readonly HostPort[] {
  const staying = [...containers, ...(initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always')];
  const found = staying.flatMap(({ ports }) =>
    (ports ?? [])
      .filter(({ hostPort }) => (hostPort ?? 0) > 0)
      .map(({ hostIP, protocol, hostPort }) => ({
        ip: hostIP || '0.0.0.0',
        protocol: protocol ?? 'TCP',
        port: hostPort!,
      })),
  );
  return found.length === 0 ? noPorts : found;
}

export function createNodeInfo(node: Node): NodeInfo {
  return {
    node,
    allocatable: amountsOf(node.status.allocatable),
    pods: new Map(),
    requested: new Map(),
    nonZeroCpu: 0,
    nonZeroMemory: 0,
    ports: new Map(),
  };
}

/** Takes over a newer version of the node. */
export function setNode(info: NodeInfo, node: Node): void {
  if (info.node.status.allocatable !== node.status.allocatable) info.allocatable = amountsOf(node.status.allocatable);
  info.node = node;
}

/** A copy in which pods may be taken away without touching the scheduler's own. */
export function copyNodeInfo(info: NodeInfo): NodeInfo {
  return { ...info, pods: new Map(info.pods), requested: new Map(info.requested), ports: new Map(info.ports) };
}

export function addPod(info: NodeInfo, pod: Pod): void {
  const key = podKey(pod);
  const known = info.pods.get(key);
  if (known !== undefined && countsTheSame(known, pod)) {
    info.pods.set(key, pod);
    return;
  }
  removePod(info, key);
  info.pods.set(key, pod);
  count(info, pod, 1);
}

export function removePod(info: NodeInfo, key: string): void {
  const pod = info.pods.get(key);
  if (pod === undefined) return;
  info.pods.delete(key);
  count(info, pod, -1);
}

/** Most updates are of a pod's status, which changes nothing that is counted. */
function countsTheSame(old: Pod, pod: Pod): boolean {
  return (
    old.spec.containers === pod.spec.containers &&
    old.spec.initContainers === pod.spec.initContainers &&
    podAmounts(old) === podAmounts(pod)
  );
}

function count(info: NodeInfo, pod: Pod, sign: 1 | -1): void {
  const { asked, nonZero } = podAmounts(pod);
  for (const [resource, amount] of asked) {
    info.requested.set(resource, (info.requested.get(resource) ?? 0) + sign * amount);
  }
  info.nonZeroCpu += sign * (nonZero.get('cpu') ?? 0);
  info.nonZeroMemory += sign * (nonZero.get('memory') ?? 0);
  for (const { ip, protocol, port } of hostPorts(pod)) {
    const key = `${ip}/${protocol}/${port}`;
    const left = (info.ports.get(key) ?? 0) + sign;
    if (left > 0) info.ports.set(key, left);
    else info.ports.delete(key);
  }
}

import { integerValue, milliValue } from '../../api/quantity.ts';
import { podRequests } from '../../api/resource-list.ts';
import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';

/** What the scheduler knows of one node; kept up with every change, never computed anew. */
export interface NodeInfo {
  node: Node;
  /** Bound pods that have not ended, by namespace/name. */
  readonly pods: Map<string, Pod>;
  /** Amounts by resource: cpu in millicores, everything else in whole units. */
  readonly requested: Map<string, number>;
  /** `hostIP/protocol/port` in use, with the number of pods that use it. */
  readonly ports: Map<string, number>;
}

export const podKey = (pod: Pod): string => `${pod.metadata.namespace}/${pod.metadata.name}`;

const amounts = new WeakMap<Pod['spec'], readonly (readonly [string, number])[]>();

/** What a pod asks of its node, by resource; remembered per frozen spec. */
export function podAmounts(pod: Pod): readonly (readonly [string, number])[] {
  let known = amounts.get(pod.spec);
  if (known === undefined) {
    known = Object.entries(podRequests(pod)).map(([name, quantity]) => [name, amountOf(name, quantity)] as const);
    amounts.set(pod.spec, known);
  }
  return known;
}

export const amountOf = (resource: string, quantity: string): number =>
  resource === 'cpu' ? milliValue(quantity) : integerValue(quantity);

/** The host ports a pod takes. */
export function hostPorts(
  pod: Pod,
): readonly { readonly ip: string; readonly protocol: string; readonly port: number }[] {
  return [
    ...pod.spec.containers,
    ...(pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ].flatMap(({ ports }) =>
    (ports ?? [])
      .filter(({ hostPort }) => (hostPort ?? 0) > 0)
      .map(({ hostIP, protocol, hostPort }) => ({
        ip: hostIP || '0.0.0.0',
        protocol: protocol ?? 'TCP',
        port: hostPort!,
      })),
  );
}

export function createNodeInfo(node: Node): NodeInfo {
  return { node, pods: new Map(), requested: new Map(), ports: new Map() };
}

/** A copy in which pods may be taken away without touching the scheduler's own. */
export function copyNodeInfo(info: NodeInfo): NodeInfo {
  return { node: info.node, pods: new Map(info.pods), requested: new Map(info.requested), ports: new Map(info.ports) };
}

export function addPod(info: NodeInfo, pod: Pod): void {
  removePod(info, podKey(pod));
  info.pods.set(podKey(pod), pod);
  count(info, pod, 1);
}

export function removePod(info: NodeInfo, key: string): void {
  const pod = info.pods.get(key);
  if (pod === undefined) return;
  info.pods.delete(key);
  count(info, pod, -1);
}

function count(info: NodeInfo, pod: Pod, sign: 1 | -1): void {
  for (const [resource, amount] of podAmounts(pod)) {
    info.requested.set(resource, (info.requested.get(resource) ?? 0) + sign * amount);
  }
  for (const { ip, protocol, port } of hostPorts(pod)) {
    const key = `${ip}/${protocol}/${port}`;
    const left = (info.ports.get(key) ?? 0) + sign;
    if (left > 0) info.ports.set(key, left);
    else info.ports.delete(key);
  }
}

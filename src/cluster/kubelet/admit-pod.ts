import { podRequiredNodeAffinityMatches } from '../../api/node-affinity.ts';
import { integerValue, milliValue } from '../../api/quantity.ts';
import { podRequests } from '../../api/resource-list.ts';
import { nodes, pods } from '../../api/resources.ts';
import { formatTime } from '../../api/time.ts';
import { findUntoleratedTaint } from '../../api/tolerations.ts';
import type { Node } from '../../api/types/node.ts';
import type { Pod, PodStatus } from '../../api/types/pod.ts';
import { allocationOf } from './allocation.ts';
import { preemptFor } from './critical-pods.ts';
import type { NodeRecord } from './kubelet-state.ts';
import type { PodRecord } from './pod-record.ts';
import type { PodWork } from './pod-work.ts';
import { pressureRejection } from './pressure-rejection.ts';

export interface Rejection {
  readonly reason: string;
  readonly message: string;
  /** What of a resource is missing, where that is the reason. */
  readonly lacks?: { readonly resource: 'cpu' | 'memory' | 'pods' | 'other'; readonly amount: number };
}

/** Sets aside what a pod asks for, or says why its node does not take it. Models kubelet canAdmitPod and its handlers. */
export function admitPod(work: PodWork): Rejection | undefined {
  const { node, pod, record } = work;
  const found = work.context.client.get(nodes, undefined, record.node);
  if (found === undefined) return { reason: 'InvalidNodeInfo', message: 'Kubelet cannot get node info.' };
  const asks = podAsks(pod);
  const rejection = pressureRejection(node, pod) ?? systemRejection(pod) ?? generalRejection(work, found, asks);
  if (rejection !== undefined && !(rejection.lacks !== undefined && preemptFor(work, rejection.lacks)))
    return rejection;
  record.asks = asks;
  record.allocation = allocationOf(pod.spec);
  node.used.cpuMilli += asks.cpuMilli;
  node.used.memoryBytes += asks.memoryBytes;
  node.used.pods++;
  return undefined;
}

/** Gives back what was set aside for a pod. */
export function releasePod({ used }: NodeRecord, record: PodRecord): void {
  if (record.asks === undefined) return;
  used.cpuMilli -= record.asks.cpuMilli;
  used.memoryBytes -= record.asks.memoryBytes;
  used.pods--;
  record.asks = undefined;
}

/** Reports a pod that its node does not take. Models kubelet rejectPod. */
export function rejectPod(work: PodWork, { reason, message }: Rejection): void {
  const { record, context, now } = work;
  work.event('Warning', reason, message);
  record.finished = true;
  const current = context.client.get(pods, record.namespace, record.name);
  if (current === undefined) return;
  const { qosClass, startTime } = current.status;
  const status: PodStatus = {
    ...(qosClass === undefined ? {} : { qosClass }),
    phase: 'Failed',
    reason,
    message: `Pod was rejected: ${message}`,
    startTime: startTime ?? formatTime(now),
  };
  context.client.updateStatus(pods, { ...current, status });
}

/** Why a pod that runs cannot have what it asks for now, beside all others of its node. */
export function resizeRejection(work: PodWork): Rejection | undefined {
  const { node, pod, record, context } = work;
  const found = context.client.get(nodes, undefined, record.node);
  if (found === undefined) return { reason: 'InvalidNodeInfo', message: 'Kubelet cannot get node info.' };
  const others = {
    cpuMilli: node.used.cpuMilli - (record.asks?.cpuMilli ?? 0),
    memoryBytes: node.used.memoryBytes - (record.asks?.memoryBytes ?? 0),
    pods: node.used.pods - 1,
  };
  return systemRejection(pod) ?? generalRejection(work, found, podAsks(pod), others);
}

/** What a pod asks its node for. */
export function podAsks(pod: Pod): { readonly cpuMilli: number; readonly memoryBytes: number } {
  const { containers, initContainers, overhead } = pod.spec;
  if (initContainers?.length || overhead !== undefined) {
    const { cpu, memory } = podRequests(pod);
    return { cpuMilli: milliValue(cpu), memoryBytes: integerValue(memory) };
  }
  let cpuMilli = 0;
  let memoryBytes = 0;
  for (const { resources } of containers) {
    const requests = resources?.requests;
    if (requests === undefined) continue;
    if (requests.cpu !== undefined) cpuMilli += milliValue(requests.cpu);
    if (requests.memory !== undefined) memoryBytes += integerValue(requests.memory);
  }
  return { cpuMilli, memoryBytes };
}

function systemRejection({ spec, metadata }: Pod): Rejection | undefined {
  const label = metadata.labels?.['kubernetes.io/os'];
  if (label !== undefined && label !== 'linux') {
    const message = "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label";
    return { reason: 'PodOSSelectorNodeLabelDoesNotMatch', message };
  }
  if (spec.os !== undefined && spec.os.name !== 'linux') {
    return { reason: 'PodOSNotSupported', message: "Failed to admit pod as the OS field doesn't match node OS" };
  }
  return undefined;
}

/** Models kubelet lifecycle generalFilter: resources, then where the pod wants to be, then taints. */
function generalRejection(
  work: PodWork,
  found: Node,
  asks: { readonly cpuMilli: number; readonly memoryBytes: number },
  used: Readonly<NodeRecord['used']> = work.node.used,
): Rejection | undefined {
  const { pod, record } = work;
  const allocatable = found.status.allocatable ?? {};
  const room = integerValue(allocatable.pods ?? '0');
  if (used.pods + 1 > room) return outOf('pods', 1, used.pods, room);
  const cpu = milliValue(allocatable.cpu);
  if (asks.cpuMilli > 0 && used.cpuMilli + asks.cpuMilli > cpu) return outOf('cpu', asks.cpuMilli, used.cpuMilli, cpu);
  const memory = integerValue(allocatable.memory);
  if (asks.memoryBytes > 0 && used.memoryBytes + asks.memoryBytes > memory) {
    return outOf('memory', asks.memoryBytes, used.memoryBytes, memory);
  }
  const { spec } = pod;
  const wishes = spec.nodeSelector !== undefined || spec.affinity?.nodeAffinity !== undefined;
  if (wishes && !podRequiredNodeAffinityMatches(pod.spec, found)) {
    return predicate('NodeAffinity', "node(s) didn't match Pod's node affinity/selector");
  }
  if (takenPort(work)) return predicate('NodePorts', "node(s) didn't have free ports for the requested pod ports");
  const { taints } = found.spec;
  if (record.source === undefined && taints !== undefined && taints.length > 0) {
    const untolerated = findUntoleratedTaint(taints, spec.tolerations, ['NoExecute']);
    if (untolerated !== undefined) {
      return predicate('TaintToleration', "node(s) had taints that the pod didn't tolerate");
    }
  }
  return undefined;
}

function outOf(resource: 'cpu' | 'memory' | 'pods', requested: number, used: number, capacity: number): Rejection {
  return {
    reason: `OutOf${resource}`,
    message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
    lacks: { resource, amount: requested - (capacity - used) },
  };
}

const predicate = (reason: string, why: string): Rejection => ({
  reason,
  message: `Predicate ${reason} failed: ${why}`,
});

interface HostPort {
  readonly port: number;
  readonly protocol: string;
  readonly ip: string;
}

function hostPorts({ spec }: Pod): readonly HostPort[] {
  return spec.containers.flatMap(({ ports }) =>
    (ports ?? [])
      .filter(({ hostPort }) => hostPort !== undefined && hostPort > 0)
      .map(({ hostPort, protocol = 'TCP', hostIP = '0.0.0.0' }) => ({ port: hostPort!, protocol, ip: hostIP })),
  );
}

/** Whether another pod of the node has one of the pod's host ports. */
function takenPort({ pod, record, context, state }: PodWork): boolean {
  const wanted = hostPorts(pod);
  if (wanted.length === 0) return false;
  const others = context.client.list(pods, { node: record.node }).filter(({ metadata: { uid } }) => {
    const known = state.pods.get(uid);
    return uid !== record.uid && known !== undefined && known.asks !== undefined;
  });
  const any = '0.0.0.0';
  return others
    .flatMap(hostPorts)
    .some((have) =>
      wanted.some(
        (want) =>
          want.port === have.port &&
          want.protocol === have.protocol &&
          (want.ip === have.ip || want.ip === any || have.ip === any),
      ),
    );
}

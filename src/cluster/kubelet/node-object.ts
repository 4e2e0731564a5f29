import { jsonEqual } from '../../api/json-equal.ts';
import type { Draft } from '../../api/object.ts';
import { formatTime } from '../../api/time.ts';
import type { Node, NodeCondition, NodeStatus } from '../../api/types/node.ts';
import type { Millis } from '../../sim/clock.ts';
import type { PressureKind } from './kubelet-state.ts';
import type { NodeShape } from './node-shape.ts';

export const kubeletVersion = 'v1.33.13';

/** The size of every machine's disk. */
export const nodeStorageBytes = 101_430_960 * 1024;

/** The node as its kubelet registers it. Models kubelet initialNode, on a machine set up by kubeadm. */
export function nodeDraft(shape: NodeShape, now: Millis): Draft<Node> {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: shape.name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': shape.name,
        'kubernetes.io/os': 'linux',
        ...shape.labels,
      },
      annotations: {
        'kubeadm.alpha.kubernetes.io/cri-socket': 'unix:///var/run/containerd/containerd.sock',
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
    },
    spec: {
      podCIDR: shape.podCIDR,
      podCIDRs: [shape.podCIDR],
      ...(shape.taints?.length ? { taints: shape.taints } : {}),
    },
    status: nodeStatus({ shape }, undefined, now),
  };
}

const healthy: readonly Pick<NodeCondition, 'type' | 'status' | 'reason' | 'message'>[] = [
  {
    type: 'MemoryPressure',
    status: 'False',
    reason: 'KubeletHasSufficientMemory',
    message: 'kubelet has sufficient memory available',
  },
  {
    type: 'DiskPressure',
    status: 'False',
    reason: 'KubeletHasNoDiskPressure',
    message: 'kubelet has no disk pressure',
  },
  {
    type: 'PIDPressure',
    status: 'False',
    reason: 'KubeletHasSufficientPID',
    message: 'kubelet has sufficient PID available',
  },
  { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
];

/** What the conditions say while the machine is short of something. */
const short: Readonly<Record<PressureKind, readonly [type: string, reason: string, message: string]>> = {
  memory: ['MemoryPressure', 'KubeletHasInsufficientMemory', 'kubelet has insufficient memory available'],
  disk: ['DiskPressure', 'KubeletHasDiskPressure', 'kubelet has disk pressure'],
  pid: ['PIDPressure', 'KubeletHasInsufficientPID', 'kubelet has insufficient PID available'],
};

/** What a node's status depends on besides its shape. */
export interface NodeFindings {
  readonly shape: NodeShape;
  readonly pressure?: ReadonlyMap<PressureKind, { readonly lastMet: Millis | undefined }>;
  readonly runtimeDown?: boolean;
}

const runtimeDownCondition = {
  type: 'Ready',
  status: 'False',
  reason: 'KubeletNotReady',
  message: 'container runtime is down',
} as const;

/** The status a healthy kubelet reports; conditions that were so before keep their transition time. */
export function nodeStatus(
  { shape, pressure, runtimeDown }: NodeFindings,
  old: NodeStatus | undefined,
  now: Millis,
): NodeStatus {
  const time = formatTime(now);
  const storage = { 'ephemeral-storage': '101430960Ki', 'hugepages-1Gi': '0', 'hugepages-2Mi': '0' };
  const id = shape.machineId;
  const own = healthy.map((well): NodeCondition => {
    let condition = runtimeDown && well.type === 'Ready' ? runtimeDownCondition : well;
    for (const [kind, { lastMet }] of pressure ?? []) {
      const [type, reason, message] = short[kind];
      if (type === well.type && lastMet !== undefined) condition = { type, status: 'True', reason, message };
    }
    const before = old?.conditions?.find(({ type }) => type === condition.type);
    const lastTransitionTime = before?.status === condition.status ? before.lastTransitionTime! : time;
    return { ...condition, lastHeartbeatTime: time, lastTransitionTime };
  });
  const others = old?.conditions?.filter(({ type }) => !healthy.some((condition) => condition.type === type)) ?? [];
  const fresh: NodeStatus = {
    ...old,
    capacity: {
      cpu: String(shape.cpu),
      ...storage,
      memory: shape.memory,
      pods: String(shape.pods),
      ...extended(old?.capacity),
    },
    allocatable: {
      cpu: String(shape.cpu),
      ...storage,
      'ephemeral-storage': '93478772582',
      memory: shape.allocatableMemory,
      pods: String(shape.pods),
      ...extended(old?.capacity),
    },
    conditions: [...others, ...own],
    addresses: [
      { type: 'InternalIP', address: shape.address },
      { type: 'Hostname', address: shape.name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      machineID: id,
      systemUUID: [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-'),
      bootID: shape.bootId,
      kernelVersion: '6.8.0-51-generic',
      osImage: 'Ubuntu 24.04.1 LTS',
      containerRuntimeVersion: 'containerd://1.7.27',
      kubeletVersion: shape.kubeletVersion ?? kubeletVersion,
      kubeProxyVersion: '',
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
  }; // A part that says the same stays the same object, so that watchers see at a glance that nothing changed.
  return {
    ...fresh,
    capacity: sameOr(old?.capacity, fresh.capacity),
    allocatable: sameOr(old?.allocatable, fresh.allocatable),
    addresses: sameOr(old?.addresses, fresh.addresses),
    daemonEndpoints: sameOr(old?.daemonEndpoints, fresh.daemonEndpoints),
    nodeInfo: sameOr(old?.nodeInfo, fresh.nodeInfo),
  };
}

const sameOr = <T>(old: T, fresh: T): NonNullable<T> => (jsonEqual(old, fresh) ? old : fresh)!;

/** Whether two statuses differ in nothing but the time of the last report. Models nodeStatusHasChanged. */
export function saysTheSame(a: NodeStatus, b: NodeStatus): boolean {
  const { conditions: some = [], ...rest } = a;
  const { conditions: others = [], ...otherRest } = b;
  if (some.length !== others.length || !jsonEqual(rest, otherRest)) return false;
  return some.every((condition) => {
    const other = others.find(({ type }) => type === condition.type);
    const { lastHeartbeatTime } = condition;
    return other !== undefined && jsonEqual(condition, { ...other, lastHeartbeatTime });
  });
}

/** Extended resources (`nvidia.com/gpu`) that someone else put into the capacity stay, and can be allocated. */
function extended(resources: Readonly<Record<string, string>> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(resources ?? {}).filter(([name]) => name.includes('/')));
}

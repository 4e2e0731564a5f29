import type { Taint } from '../api/types/affinity.ts';
import type { NodeShape } from './kubelet/node-shape.ts';
import { stableHex } from './kubelet/stable-hex.ts';

export type { NodeShape } from './kubelet/node-shape.ts';

/** What a person says of a node; the rest follows from its place in the cluster. */
export interface NodeWish {
  readonly name: string;
  readonly controlPlane?: boolean | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly taints?: readonly Taint[] | undefined;
  readonly cpu?: string | number | undefined;
  readonly memory?: string | undefined;
}

const CONTROL_PLANE_LABELS = {
  'node-role.kubernetes.io/control-plane': '',
  'node.kubernetes.io/exclude-from-external-load-balancers': '',
};
const CONTROL_PLANE_TAINT: Taint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
const RESERVED_MEMORY_MI = 100;

/** A machine as kubeadm would set it up; `index` is its place in the cluster, the control plane's being 0. */
export function nodeShape(wish: NodeWish, index: number): NodeShape {
  const memory = wish.memory ?? '8Gi';
  return {
    name: wish.name,
    labels: { ...(wish.controlPlane ? CONTROL_PLANE_LABELS : {}), ...wish.labels },
    taints: [...(wish.taints ?? []), ...(wish.controlPlane ? [CONTROL_PLANE_TAINT] : [])],
    cpu: Number(wish.cpu ?? 4),
    memory,
    allocatableMemory: lessReserve(memory),
    pods: 110,
    address: `172.${30 + Math.floor((index + 1) / 256)}.${(index + 1) % 256}.2`,
    podCIDR: `10.${244 + Math.floor(index / 256)}.${index % 256}.0/24`,
    machineId: stableHex(`machine ${wish.name}`, 32),
    bootId: stableHex(`boot ${wish.name}`, 32),
  };
}

/** `controlplane` and so many workers `node01`, `node02` ...: 4 cores and 8Gi each. */
export function defaultNodes(workers: number): readonly NodeShape[] {
  const digits = Math.max(2, String(workers).length);
  const wishes: NodeWish[] = [{ name: 'controlplane', controlPlane: true }];
  for (let i = 1; i <= workers; i++) wishes.push({ name: `node${String(i).padStart(digits, '0')}` });
  return wishes.map(nodeShape);
}

/** The kubelet keeps a part of the machine's memory for itself. */
function lessReserve(memory: string): string {
  const match = /^(\d+)(Gi|Mi)$/.exec(memory);
  if (match === null) return memory;
  const mebibytes = Number(match[1]) * (match[2] === 'Gi' ? 1024 : 1);
  return `${Math.max(0, mebibytes - RESERVED_MEMORY_MI)}Mi`;
}

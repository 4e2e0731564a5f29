import { formatQuantity, integerValue, parseQuantity } from '../api/quantity.ts';
import type { Taint } from '../api/types/affinity.ts';
import { podRange } from './controllers/node-ipam-controller.ts';
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

const CONTROL_PLANE_ROLE = 'node-role.kubernetes.io/control-plane';
const CONTROL_PLANE_LABELS = {
  [CONTROL_PLANE_ROLE]: '',
  'node.kubernetes.io/exclude-from-external-load-balancers': '',
};
const CONTROL_PLANE_TAINT: Taint = { key: CONTROL_PLANE_ROLE, effect: 'NoSchedule' };
const MEBIBYTE = 1024 * 1024;
const RESERVED_MEMORY_BYTES = 100 * MEBIBYTE;

/** Machine and boot ids of the machines of the recorded cluster. */
const RECORDED_IDS: ReadonlyMap<string, readonly [machineId: string, bootId: string]> = new Map([
  ['controlplane', ['c85fd69e01ad1d2197092aed07714718', '48390cf4-9a52-4c7d-bffe-5ab8f9355504']],
  ['node01', ['8562d4c1ad015c6dc0426b290aab15c9', 'af6972d8-48dc-47a7-8f1e-c564781a6c6d']],
  ['node02', ['c51a6134453a9abc9edb2c921136b67b', '232f427d-2ae1-47a1-b47d-826fc654fa99']],
  ['node03', ['61a91508abeca829e11b22799b2f9599', 'd8607aaf-e6b8-49f8-b36e-80bbceba8bdf']],
]);

/** A machine as kubeadm would set it up; `index` is its place in the cluster, the control plane's being 0. */
export function nodeShape(wish: NodeWish, index: number): NodeShape {
  const memory = parseQuantity(wish.memory ?? '8Gi');
  if (memory === undefined) throw new Error(`node ${wish.name}: memory: "${wish.memory}" is not a quantity`);
  const [machineId, bootId] = RECORDED_IDS.get(wish.name) ?? [
    stableHex(`machine ${wish.name}`, 32),
    uuidOf(stableHex(`boot ${wish.name}`, 32)),
  ];
  const machine = index + 1;
  return {
    name: wish.name,
    labels: { ...(wish.controlPlane ? CONTROL_PLANE_LABELS : {}), ...wish.labels },
    taints: [...(wish.taints ?? []), ...(wish.controlPlane ? [CONTROL_PLANE_TAINT] : [])],
    cpu: wish.cpu ?? 4,
    memory: formatQuantity(memory),
    allocatableMemory: lessReserve(integerValue(memory)),
    pods: 110,
    address: `172.30.${machine % 256}.${2 + Math.floor(machine / 256)}`,
    podCIDR: podRange(index),
    machineId,
    bootId,
  };
}

export const isControlPlane = (shape: NodeShape): boolean => shape.labels?.[CONTROL_PLANE_ROLE] !== undefined;

/** `controlplane` and so many workers `node01`, `node02` ...: 4 cores and 8Gi each. */
export function defaultNodes(workers: number): readonly NodeShape[] {
  const digits = Math.max(2, String(workers).length);
  const wishes: NodeWish[] = [{ name: 'controlplane', controlPlane: true }];
  for (let i = 1; i <= workers; i++) wishes.push({ name: `node${String(i).padStart(digits, '0')}` });
  return wishes.map(nodeShape);
}

/** The kubelet keeps a part of the machine's memory for itself. */
const lessReserve = (bytes: number): string =>
  `${Math.max(0, Math.floor((bytes - RESERVED_MEMORY_BYTES) / MEBIBYTE))}Mi`;

const uuidOf = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');

import type { Draft } from '../../api/object.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import type { NodeShape } from './node-shape.ts';
import type { PodRecord } from './pod-record.ts';

export type PressureKind = 'memory' | 'disk' | 'pid';

/** A shortage on a machine that something outside of its pods causes. */
export interface Pressure {
  /** Bytes (or processes) that are left; undefined once the cause is gone. */
  available: number | undefined;
  /** When the kubelet last saw too little; undefined: it has not looked yet. */
  lastMet: Millis | undefined;
}

/** What the kubelet of one node keeps. */
export interface NodeRecord {
  /** Replaced when a kubelet starts with another configuration. */
  shape: NodeShape;
  readonly bootedAt: Millis;
  running: boolean;
  /** The container runtime does not answer: the kubelet says so and can start and stop nothing. */
  runtimeDown: boolean;
  /** The second (0 to 9) of every ten in which it renews its lease. */
  readonly slot: number;
  /** Names of the images on the machine. */
  readonly images: Set<string>;
  /** Since when the node's status does not tell which images there are; undefined: it does. */
  imagesNewSince: Millis | undefined;
  readonly podIps: Set<string>;
  lastHost: number;
  /** What the admitted pods ask for together. */
  readonly used: { cpuMilli: number; memoryBytes: number; pods: number };
  /** What the machine is short of. */
  readonly pressure: Map<PressureKind, Pressure>;
  /** The static pods that the machine's manifest files ask for, by file name. */
  readonly manifests: Map<string, Pod>;
  /** What those files said. */
  readonly drafts: Map<string, Draft<Pod>>;
}

/** Whether the kubelet of a node runs and can work on pods. */
export const canWork = (node: NodeRecord): boolean => node.running && !node.runtimeDown;

/** The state of all kubelets of a cluster. */
export interface KubeletState {
  readonly nodes: Map<string, NodeRecord>;
  /** By uid. */
  readonly pods: Map<string, PodRecord>;
  /** Names of the machines that are short of something. */
  readonly pressured: Set<string>;
  /** No kubelet reaches the API server: they look after their static pods only. */
  offline: boolean;
  /** Seconds that the kubelets have counted. */
  ticks: number;
}

/** Takes the next free address of the node's pod network, as the host-local plugin does; '' when none is free. */
export function takePodIp(node: NodeRecord): string {
  const prefix = node.shape.podCIDR.slice(0, node.shape.podCIDR.lastIndexOf('.') + 1);
  for (let tried = 0; tried < 253; tried++) {
    node.lastHost = node.lastHost >= 254 ? 2 : node.lastHost + 1;
    const ip = prefix + node.lastHost;
    if (node.podIps.has(ip)) continue;
    node.podIps.add(ip);
    return ip;
  }
  return '';
}

export function addImage(node: NodeRecord, image: string, now: Millis): void {
  if (node.images.has(image)) return;
  node.images.add(image);
  node.imagesNewSince ??= now;
}

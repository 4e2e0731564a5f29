import type { Taint } from '../../api/types/affinity.ts';

/** One machine that joins the cluster. */
export interface NodeShape {
  readonly name: string;
  /** Beyond the labels every kubelet sets itself. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
  /** Cores, a quantity. */
  readonly cpu: string | number;
  readonly memory: string;
  /** What pods may use of the memory. */
  readonly allocatableMemory: string;
  readonly pods: number;
  readonly address: string;
  readonly podCIDR: string;
  /** 32 hexadecimal digits. */
  readonly machineId: string;
  readonly bootId: string;
  /** Of the kubelet, when it is not that of the cluster: `v1.33.13`. */
  readonly kubeletVersion?: string;
}

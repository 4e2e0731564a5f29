import type { Container } from '../../api/types/container.ts';
import type { PodSpec } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';

/** The containers whose resources the node has set aside, as the pod asked for them then. */
export type Allocation = Pick<PodSpec, 'containers' | 'initContainers'>;

/** How far a pod's wish for other resources has come. */
export interface Resize {
  /** Why the node does not set them aside. */
  readonly pending?: { readonly reason: string; readonly message: string; readonly since: Millis };
  /** What the pod asked for when the node refused. */
  readonly asked?: Allocation;
  /** The runtime still gives the containers these; the node has set aside others. */
  readonly actual?: Allocation;
  readonly since: Millis;
  /** When the kubelet looks again. */
  readonly at: Millis;
}

export const allocationOf = ({ containers, initContainers }: PodSpec): Allocation =>
  initContainers === undefined ? { containers } : { containers, initContainers };

/** The resources of a container in an allocation. */
export const resourcesIn = (allocation: Allocation, name: string): Container['resources'] =>
  [...allocation.containers, ...(allocation.initContainers ?? [])].find((container) => container.name === name)
    ?.resources;

import type { Container } from '../../api/types/container.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import type { Random } from '../../sim/random.ts';
import type { ComponentContext } from '../client/component.ts';
import type { KubeletState, NodeRecord } from './kubelet-state.ts';
import { containersOf } from './pod-containers.ts';
import type { ContainerRecord, PodRecord } from './pod-record.ts';

/** What kubelets work with. */
export interface KubeletHands {
  readonly context: ComponentContext;
  readonly random: Random;
  readonly state: KubeletState;
  /** Has the kubelet look at a pod, in this instant but not at once. */
  wake(record: PodRecord): void;
}

/** One pod while its kubelet works on it. */
export interface PodWork extends KubeletHands {
  readonly node: NodeRecord;
  readonly pod: Pod;
  readonly record: PodRecord;
  readonly now: Millis;
  event(type: 'Normal' | 'Warning', reason: string, message: string, container?: ContainerRecord): void;
  writeStatus(): void;
  /** The same for another pod of the node. */
  forPod(pod: Pod, record: PodRecord): PodWork;
}

/** The spec of the container at an index of the record. */
export function specOf(pod: Pod, index: number): Container {
  return containersOf(pod.spec)[index]!;
}

import type { KubeObject } from '../../api/object.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { SchedulingView } from './view.ts';

/** What changed in the cluster. Models framework EventResource. */
export type EventResource =
  | 'AssignedPod'
  | 'UnscheduledPod'
  | 'Node'
  | 'PersistentVolume'
  | 'PersistentVolumeClaim'
  | 'StorageClass'
  | 'CSINode'
  | 'CSIDriver'
  | 'CSIStorageCapacity'
  | 'VolumeAttachment';

/** How it changed. Models framework ActionType. */
export type EventAction =
  | 'Add'
  | 'Delete'
  | 'Update'
  | 'UpdateNodeAllocatable'
  | 'UpdateNodeLabel'
  | 'UpdateNodeTaint'
  | 'UpdateNodeCondition'
  | 'UpdateNodeAnnotation'
  | 'UpdatePodLabel'
  | 'UpdatePodScaleDown'
  | 'UpdatePodToleration'
  | 'UpdatePodSchedulingGatesEliminated';

export interface ClusterEvent<T extends KubeObject = KubeObject> {
  readonly resource: EventResource;
  readonly action: EventAction;
  readonly old: T | undefined;
  readonly now: T | undefined;
}

/** A kind of event after which a pod that the plugin rejected may be schedulable. Models ClusterEventWithHint. */
export interface QueueHint {
  readonly resource: EventResource;
  readonly actions: readonly EventAction[];
  /** Whether this very event may help this pod; without it every event may. */
  readonly mayHelp?: (pod: Pod, event: ClusterEvent, view: SchedulingView) => boolean;
}

/** Ties a hint's judgement to the type of the objects that its resource has. */
export function hint<T extends KubeObject>(
  resource: EventResource,
  actions: readonly EventAction[],
  mayHelp?: (pod: Pod, event: ClusterEvent<T>, view: SchedulingView) => boolean,
): QueueHint {
  return mayHelp === undefined
    ? { resource, actions }
    : { resource, actions, mayHelp: mayHelp as unknown as NonNullable<QueueHint['mayHelp']> };
}

/** The own update of a waiting pod. */
export const isOwn = (pod: Pod, { now }: ClusterEvent): boolean => now?.metadata.uid === pod.metadata.uid;

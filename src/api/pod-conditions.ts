import type { Millis } from '../sim/clock.ts';
import { parseTime } from './time.ts';
import type { Pod, PodCondition } from './types/pod.ts';

/** What these functions read of a pod; `status` may be missing on drafts. */
export type PodLike = Pick<Pod, 'spec'> & {
  readonly metadata: Partial<Pod['metadata']>;
  readonly status?: Pod['status'];
};

export function podCondition(pod: Pick<PodLike, 'status'>, type: string): PodCondition | undefined {
  return pod.status?.conditions?.find((condition) => condition.type === type);
}

/** Models api/v1/pod IsPodReady. */
export function isPodReady(pod: Pick<PodLike, 'status'>): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

/** Ready for at least `minReadySeconds`. Models api/v1/pod IsPodAvailable. */
export function isPodAvailable(pod: Pick<PodLike, 'status'>, minReadySeconds: number, now: Millis): boolean {
  const ready = podCondition(pod, 'Ready');
  if (ready?.status !== 'True') return false;
  if (minReadySeconds === 0) return true;
  const since = parseTime(ready.lastTransitionTime);
  return since !== undefined && since + minReadySeconds * 1000 <= now;
}

/** When a ready pod becomes available; undefined while it is not ready. */
export function podAvailableAt(pod: Pick<PodLike, 'status'>, minReadySeconds: number): Millis | undefined {
  const ready = podCondition(pod, 'Ready');
  const since = ready?.status === 'True' ? parseTime(ready.lastTransitionTime) : undefined;
  return since === undefined ? undefined : since + minReadySeconds * 1000;
}

/** Whether all containers have ended for good. */
export function isPodTerminal(pod: Pick<PodLike, 'status'>): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

import type { Stopping } from './pod-record.ts';
import type { PodWork } from './pod-work.ts';
import { stopContainer } from './stop-container.ts';

/**
 * Starts to end a pod. `graceSeconds` takes the place of the pod's own. Containers that run beside the others get the signal
 * together with them: see `nextPodAction` for the order in which sidecars end.
 */
export function stopPod(work: PodWork, stopping: Stopping, graceSeconds?: number): void {
  const { record, pod } = work;
  record.stopping = stopping;
  record.operation = undefined;
  const grace = graceSeconds ?? pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  for (const [index, container] of record.containers.entries()) {
    if (container.phase !== 'running') continue;
    work.event('Normal', 'Killing', `Stopping container ${container.name}`, container);
    stopContainer(work, index, grace * 1000);
  }
}

import type { Stopping } from './pod-record.ts';
import type { PodWork } from './pod-work.ts';
import { stopContainer } from './stop-container.ts';

/**
 * Starts to end a pod. `graceSeconds` takes the place of the pod's own. Sidecars get their signal when all others have ended,
 * the last of them first. Models kuberuntime terminationOrdering.
 */
export function stopPod(work: PodWork, stopping: Stopping, graceSeconds?: number): void {
  const { record, pod } = work;
  record.stopping = stopping;
  record.operation = undefined;
  const grace = graceSeconds ?? pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  let othersEndAt = work.now;
  for (const [index, container] of record.containers.entries()) {
    if (container.phase !== 'running' || container.role === 'sidecar') continue;
    work.event('Normal', 'Killing', `Stopping container ${container.name}`, container);
    stopContainer(work, index, grace * 1000);
    othersEndAt = Math.max(othersEndAt, container.endsAt);
  }
  for (let index = record.containers.length - 1; index >= 0; index--) {
    const container = record.containers[index]!;
    if (container.phase !== 'running' || container.role !== 'sidecar') continue;
    work.event('Normal', 'Killing', `Stopping container ${container.name}`, container);
    stopContainer(work, index, grace * 1000, othersEndAt);
    othersEndAt = Math.max(othersEndAt, container.endsAt);
  }
}

import { runHook } from './lifecycle-hook.ts';
import { type PodWork, specOf } from './pod-work.ts';
import { stopContainer } from './stop-container.ts';

/** Starts the postStart hook of a container that has just started, if it has one; the pod's other containers wait for it. */
export function startHook(work: PodWork, index: number): boolean {
  const { record, now } = work;
  const container = record.containers[index]!;
  const hook = specOf(work.pod, index).lifecycle?.postStart;
  if (hook === undefined || container.phase !== 'running') return false;
  const { durationMs, failed, message } = runHook(work, index, hook);
  container.hookError = failed ? message : undefined;
  record.operation = { kind: 'hook', container: index, since: now, until: now + durationMs };
  return true;
}

/** The hook is over. A container whose hook failed is killed. Models the end of kuberuntime startContainer. */
export function endHook(work: PodWork, index: number): void {
  const container = work.record.containers[index]!;
  const { hookError } = container;
  if (hookError === undefined) return;
  if (container.phase !== 'running') {
    container.hookError = undefined;
    return;
  }
  work.event('Warning', 'FailedPostStartHook', 'PostStartHook failed', container);
  work.event('Normal', 'Killing', 'FailedPostStartHook', container);
  container.killed = true;
  stopContainer(work, index, (work.pod.spec.terminationGracePeriodSeconds ?? 30) * 1000);
}

import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import { restarts } from './pod-containers.ts';
import type { ContainerRecord, PodRecord, ProbeKind } from './pod-record.ts';

/** The one next thing to do for a pod. `container` is an index into the record's containers. */
export type PodAction =
  | { readonly kind: 'begin' }
  | { readonly kind: 'make-sandbox' }
  /** The operation under way has come to its end. */
  | { readonly kind: 'complete' }
  | { readonly kind: 'start-container'; readonly container: number }
  | { readonly kind: 'container-ended'; readonly container: number }
  | { readonly kind: 'probe'; readonly container: number; readonly probe: ProbeKind }
  | { readonly kind: 'stop'; readonly reason?: string; readonly message?: string }
  /** Report the end of a pod whose containers have all ended. */
  | { readonly kind: 'finish' }
  /** Take the reported, deleted pod away. */
  | { readonly kind: 'remove' }
  /** Nothing to do before `until`; a background wait is one that only probes keep awake. */
  | { readonly kind: 'wait'; readonly until: Millis; readonly background: boolean };

const never = Number.POSITIVE_INFINITY;
const probeKinds: readonly ProbeKind[] = ['startup', 'liveness', 'readiness'];

/**
 * Decides from the pod, what the kubelet remembers of it, and the time. Models kuberuntime computePodActions together with the
 * order of things in kubelet SyncPod, SyncTerminatingPod and SyncTerminatedPod.
 */
export function nextPodAction(pod: Pod, record: PodRecord, now: Millis): PodAction {
  if (record.finished) {
    const deleted = pod.metadata.deletionTimestamp !== undefined;
    return deleted ? { kind: 'remove' } : { kind: 'wait', until: never, background: true };
  }
  const { containers } = record;
  for (let container = 0; container < containers.length; container++) {
    const { phase, endsAt } = containers[container]!;
    if (phase === 'running' && endsAt <= now) return { kind: 'container-ended', container };
  }
  if (record.stopping !== undefined) {
    if (record.containers.some(({ phase }) => phase === 'running')) return waitFor(pod, record, never);
    return { kind: 'finish' };
  }
  if (record.startedAt === undefined && pod.metadata.deletionTimestamp === undefined) return { kind: 'begin' };
  const stop = reasonToStop(pod, record, now);
  if (stop !== undefined) return stop;
  const operation = record.operation;
  if (operation !== undefined && operation.until <= now) return { kind: 'complete' };
  const due = dueProbe(record, now);
  if (due !== undefined) return due;
  if (operation !== undefined) return waitFor(pod, record, operation.until);
  if (!record.sandbox) return { kind: 'make-sandbox' };
  return startOrWait(pod, record, now);
}

function reasonToStop(pod: Pod, record: PodRecord, now: Millis): PodAction | undefined {
  if (pod.metadata.deletionTimestamp !== undefined) return { kind: 'stop' };
  const { phase } = pod.status;
  if (phase === 'Failed' || phase === 'Succeeded') return { kind: 'stop' };
  const deadline = deadlineOf(pod, record);
  if (deadline <= now) {
    return {
      kind: 'stop',
      reason: 'DeadlineExceeded',
      message: 'Pod was active on the node longer than the specified deadline',
    };
  }
  const { restartPolicy } = pod.spec;
  const ended = (container: ContainerRecord) => container.phase === 'exited' && !restarts(container, restartPolicy);
  const mains = record.containers.filter(({ role }) => role === 'main');
  const initFailed = record.containers.some((c) => c.role === 'init' && ended(c) && c.exitCode !== 0);
  return mains.every(ended) || initFailed ? { kind: 'stop' } : undefined;
}

function deadlineOf(pod: Pod, record: PodRecord): Millis {
  const seconds = pod.spec.activeDeadlineSeconds;
  return seconds === undefined || record.startedAt === undefined ? never : record.startedAt + seconds * 1000;
}

function dueProbe(record: PodRecord, now: Millis): PodAction | undefined {
  for (let container = 0; container < record.containers.length; container++) {
    const { phase, probes } = record.containers[container]!;
    if (phase !== 'running') continue;
    for (const probe of probeKinds) if ((probes[probe]?.at ?? never) <= now) return { kind: 'probe', container, probe };
  }
  return undefined;
}

function startOrWait(pod: Pod, record: PodRecord, now: Millis): PodAction {
  let retryAt = never;
  // Containers for debugging start whatever the others do, once.
  for (let container = 0; container < record.containers.length; container++) {
    const state = record.containers[container]!;
    if (state.role !== 'ephemeral' || state.phase !== 'waiting') continue;
    if (state.retryAt <= now) return { kind: 'start-container', container };
    retryAt = Math.min(retryAt, state.retryAt);
  }
  const mainStarted = record.containers.some(({ role, starts }) => role === 'main' && starts > 0);
  for (let container = 0; container < record.containers.length; container++) {
    const state = record.containers[container]!;
    const wanted = state.phase === 'waiting' || (state.phase === 'exited' && restarts(state, pod.spec.restartPolicy));
    if (state.role === 'ephemeral') continue;
    const skip = state.role === 'init' && mainStarted;
    if (wanted && !skip) {
      if (state.retryAt <= now) return { kind: 'start-container', container };
      retryAt = Math.min(retryAt, state.retryAt);
    }
    // Containers behind an init container wait until it is through, behind a sidecar until it has started.
    if (mainStarted || state.role === 'main') continue;
    const through = state.role === 'init' ? state.phase === 'exited' && state.exitCode === 0 : state.started;
    if (!through) break;
  }
  return waitFor(pod, record, retryAt);
}

function waitFor(pod: Pod, record: PodRecord, at: Millis): PodAction {
  let until = Math.min(at, record.stopping === undefined ? deadlineOf(pod, record) : never);
  let probeAt = never;
  if (record.resize !== undefined && record.stopping === undefined) {
    // A resize that the node refuses may wait for ever; one under way is soon over.
    if (record.resize.actual === undefined) probeAt = record.resize.at;
    else until = Math.min(until, record.resize.at);
  }
  let settled = true;
  for (const { phase, endsAt, probes } of record.containers) {
    if (phase !== 'running') continue;
    until = Math.min(until, endsAt);
    if (record.stopping !== undefined) continue;
    for (const kind of probeKinds) {
      const probe = probes[kind];
      if (probe === undefined) continue;
      probeAt = Math.min(probeAt, probe.at);
      if (probe.run < 3 && probe.at !== never) settled = false;
    }
  }
  return { kind: 'wait', until: Math.min(until, probeAt), background: probeAt < until && settled };
}

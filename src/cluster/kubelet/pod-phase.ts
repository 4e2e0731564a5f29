import type { PodSpec, PodStatus } from '../../api/types/pod.ts';
import type { ContainerRecord, PodRecord } from './pod-record.ts';

/** Models kubelet getPhase; `terminal` pods never run a container again. */
export function podPhase(spec: PodSpec, record: PodRecord, terminal: boolean): NonNullable<PodStatus['phase']> {
  const { containers: all } = record;
  const containers = spec.ephemeralContainers === undefined ? all : all.filter(({ role }) => role !== 'ephemeral');
  const mains = containers.filter(({ role }) => role === 'main');
  const failed = containers.some((c) => c.role === 'init' && hasEnded(c) && c.exitCode !== 0);
  if (failed && spec.restartPolicy === 'Never') return 'Failed';
  const initializing = containers.some((c) => c.role !== 'main' && !isThrough(c)) && mains.every((c) => c.starts === 0);
  const waiting = mains.some((c) => c.phase === 'waiting');
  const running = containers.some((c) => c.role !== 'init' && c.phase === 'running');
  const succeeded = mains.every((c) => hasEnded(c) && c.exitCode === 0);
  // A pod that is gone for good is Failed unless all of it succeeded. Models status manager TerminatePod.
  // So is one that the kubelet ended for a reason of its own.
  if (terminal && record.stopping?.reason !== undefined) return 'Failed';
  if (terminal) return !initializing && !waiting && succeeded ? 'Succeeded' : 'Failed';
  if (initializing || waiting) return 'Pending';
  if (running) return 'Running';
  if (spec.restartPolicy === 'Always' || spec.restartPolicy === undefined) return 'Running';
  if (succeeded) return 'Succeeded';
  return spec.restartPolicy === 'Never' ? 'Failed' : 'Running';
}

const hasEnded = (record: ContainerRecord) => record.phase === 'exited';

const isThrough = (record: ContainerRecord) =>
  record.role === 'init' ? hasEnded(record) && record.exitCode === 0 : record.started || hasEnded(record);

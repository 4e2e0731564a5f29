import { jsonEqual } from '../../api/json-equal.ts';
import { integerValue, milliValue } from '../../api/quantity.ts';
import { nodes } from '../../api/resources.ts';
import type { Container } from '../../api/types/container.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import { podAsks, resizeRejection } from './admit-pod.ts';
import { type Allocation, allocationOf, type Resize, resourcesIn } from './allocation.ts';
import type { PodRecord } from './pod-record.ts';
import { type PodWork, specOf } from './pod-work.ts';
import { stopContainer } from './stop-container.ts';

/** A sync of a pod happens at least every minute and a half. Models kubelet syncFrequency with its jitter. */
const RESYNC_MS = 60_000;
const RESYNC_JITTER_MS = 30_000;

/** Whether the pod asks for other resources than are set aside, or something of a resize is due. */
export function needsResize(pod: Pod, { allocation, resize, startedAt, stopping }: PodRecord, now: Millis): boolean {
  if (startedAt === undefined || stopping !== undefined || allocation === undefined) return false;
  if (resize !== undefined && resize.at <= now) return true;
  const { containers, initContainers } = resize?.asked ?? allocation;
  return pod.spec.containers !== containers || pod.spec.initContainers !== initContainers;
}

/**
 * Sets aside what a pod asks for anew, if its node has it; returns whether the pod's status has become out of date.
 * Models kubelet handlePodResourcesResize.
 */
export function resizePod(work: PodWork): boolean {
  const { record, pod, now } = work;
  const before = record.resize;
  const allocated = record.allocation!;
  let actual = before?.actual;
  if (actual !== undefined && before!.at <= now) actual = undefined;
  const asked: Allocation = allocationOf(pod.spec);
  if (sameResources(allocated, asked)) {
    record.allocation = asked;
    keep(work, undefined, actual, asked);
    return true;
  }
  const refusal = refusalOf(work);
  if (refusal !== undefined) {
    const known = before?.pending;
    const since = known?.reason === refusal.reason ? known.since : now;
    keep(work, { ...refusal, since }, actual, asked);
    return true;
  }
  setAside(work, asked);
  const changed = changedContainers(allocated, asked);
  const running = record.containers.filter(({ name, phase }) => phase === 'running' && changed.has(name));
  for (const container of running) {
    delete container.crash;
    const index = record.containers.indexOf(container);
    if (!restartsFor(specOf(pod, index), changed.get(container.name)!)) continue;
    work.event('Normal', 'Killing', `Container ${container.name} resize requires restart`, container);
    container.killed = true;
    stopContainer(work, index, (pod.spec.terminationGracePeriodSeconds ?? 30) * 1000);
  }
  keep(work, undefined, running.length === 0 ? undefined : (actual ?? allocated), asked);
  return true;
}

function keep(work: PodWork, pending: Resize['pending'], actual: Allocation | undefined, asked: Allocation): void {
  const { record, now, random } = work;
  if (pending === undefined && actual === undefined) {
    delete record.resize;
    return;
  }
  const inProgressSince = record.resize?.actual === undefined ? now : record.resize.since;
  const resyncAt = now + RESYNC_MS + random.int(RESYNC_JITTER_MS);
  // The runtime tells of a container's new resources when it is next asked, within a second or so.
  const doneAt = actual === undefined ? resyncAt : now + 300 + random.int(1000);
  record.resize = {
    ...(pending === undefined ? {} : { pending, asked }),
    ...(actual === undefined ? {} : { actual }),
    since: inProgressSince,
    at: Math.min(resyncAt, doneAt),
  };
}

/** Models canResizePod. */
function refusalOf(work: PodWork): { readonly reason: string; readonly message: string } | undefined {
  const { pod, record, context } = work;
  const allocatable = context.client.get(nodes, undefined, record.node)?.status.allocatable ?? {};
  const { cpuMilli, memoryBytes } = podAsks(pod);
  const cpu = milliValue(allocatable.cpu);
  const memory = integerValue(allocatable.memory);
  if (cpuMilli > cpu || memoryBytes > memory) {
    const lacks =
      memoryBytes > memory
        ? `memory, requested: ${memoryBytes}, capacity: ${memory}`
        : `cpu, requested: ${cpuMilli}, capacity: ${cpu}`;
    return { reason: 'Infeasible', message: `Node didn't have enough capacity: ${lacks}` };
  }
  const rejection = resizeRejection(work);
  return rejection && { reason: 'Deferred', message: rejection.message };
}

function setAside({ node, pod, record }: PodWork, asked: Allocation): void {
  const asks = podAsks(pod);
  node.used.cpuMilli += asks.cpuMilli - (record.asks?.cpuMilli ?? 0);
  node.used.memoryBytes += asks.memoryBytes - (record.asks?.memoryBytes ?? 0);
  record.asks = asks;
  record.allocation = asked;
}

const COMPUTED = ['cpu', 'memory'] as const;
type Computed = (typeof COMPUTED)[number];

/** By container, which of its resources differ. */
function changedContainers(before: Allocation, after: Allocation): ReadonlyMap<string, readonly Computed[]> {
  const changed = new Map<string, readonly Computed[]>();
  for (const { name, resources } of [...after.containers, ...(after.initContainers ?? [])]) {
    const old = resourcesIn(before, name);
    const differ = COMPUTED.filter(
      (one) => old?.requests?.[one] !== resources?.requests?.[one] || old?.limits?.[one] !== resources?.limits?.[one],
    );
    if (differ.length > 0) changed.set(name, differ);
  }
  return changed;
}

const sameResources = (before: Allocation, after: Allocation): boolean =>
  before.containers === after.containers
    ? before.initContainers === after.initContainers || changedContainers(before, after).size === 0
    : changedContainers(before, after).size === 0;

const restartsFor = ({ resizePolicy = [] }: Container, changed: readonly Computed[]): boolean =>
  resizePolicy.some(
    ({ resourceName, restartPolicy }) =>
      restartPolicy === 'RestartContainer' && changed.includes(resourceName as Computed),
  );

/** A pod whose resources are being changed runs with what was set aside, whatever its spec asks for. */
export function withAllocated(spec: Container, { allocation }: PodRecord): Container {
  if (allocation === undefined) return spec;
  const resources = resourcesIn(allocation, spec.name);
  return jsonEqual(resources, spec.resources) ? spec : { ...spec, ...(resources === undefined ? {} : { resources }) };
}

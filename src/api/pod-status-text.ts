import type { Millis } from '../sim/clock.ts';
import { humanDuration } from './duration.ts';
import { isPodTerminal, type PodLike, podCondition } from './pod-conditions.ts';
import { parseTime } from './time.ts';
import type { ContainerStateTerminated, ContainerStatus } from './types/container.ts';

/** The cells of a pod's row that tell how it is. */
export interface PodStatusText {
  /** The STATUS column: Running, CrashLoopBackOff, Init:0/1, Terminating ... */
  readonly status: string;
  /** The READY column: `1/2`. */
  readonly ready: string;
  readonly restarts: number;
  /** The RESTARTS column: `3 (20s ago)`. */
  readonly restartsText: string;
}

interface Tally {
  restarts: number;
  lastRestart: Millis | undefined;
}

/** How kubectl shows a pod. Models kubernetes pkg/printers/internalversion printPod. */
export function podStatusText(pod: PodLike, now: Millis): PodStatusText {
  const init = initPart(pod);
  let { reason, ready } = init;
  let tally = init.all;
  if (!init.initializing || podCondition(pod, 'Initialized')?.status === 'True') {
    tally = init.sidecars;
    const main = mainPart(pod, tally, reason);
    reason = main.reason;
    ready += main.ready;
  }
  if (pod.metadata.deletionTimestamp !== undefined) {
    if (pod.status?.reason === 'NodeLost') reason = 'Unknown';
    else if (!isPodTerminal(pod)) reason = 'Terminating';
  }
  const { restarts, lastRestart } = tally;
  const ago = restarts !== 0 && lastRestart !== undefined ? ` (${humanDuration(now - lastRestart)} ago)` : '';
  return {
    status: reason,
    ready: `${ready}/${(pod.spec.containers ?? []).length + init.sidecarCount}`,
    restarts,
    restartsText: `${restarts}${ago}`,
  };
}

function firstReason(pod: PodLike): string {
  const gated = pod.status?.conditions?.some(
    (condition) => condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated',
  );
  return gated ? 'SchedulingGated' : pod.status?.reason || (pod.status?.phase ?? '');
}

function count(tally: Tally, status: ContainerStatus): void {
  tally.restarts += status.restartCount;
  const ended = parseTime(status.lastState?.terminated?.finishedAt);
  if (ended !== undefined && (tally.lastRestart === undefined || tally.lastRestart < ended)) tally.lastRestart = ended;
}

function initPart(pod: PodLike) {
  const initContainers = pod.spec.initContainers ?? [];
  const isSidecar = new Set(initContainers.filter((one) => one.restartPolicy === 'Always').map((one) => one.name));
  const all: Tally = { restarts: 0, lastRestart: undefined };
  const sidecars: Tally = { restarts: 0, lastRestart: undefined };
  const result = {
    reason: firstReason(pod),
    ready: 0,
    initializing: false,
    all,
    sidecars,
    sidecarCount: isSidecar.size,
  };
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    count(all, status);
    if (isSidecar.has(status.name)) count(sidecars, status);
    const { terminated, waiting } = status.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (isSidecar.has(status.name) && status.started === true) {
      if (status.ready) result.ready++;
      continue;
    }
    result.initializing = true;
    if (terminated !== undefined) result.reason = `Init:${endReason(terminated)}`;
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') result.reason = `Init:${waiting.reason}`;
    else result.reason = `Init:${index}/${initContainers.length}`;
    break;
  }
  return result;
}

function mainPart(pod: PodLike, tally: Tally, before: string): { reason: string; ready: number } {
  let reason = before;
  let ready = 0;
  for (const status of [...(pod.status?.containerStatuses ?? [])].reverse()) {
    count(tally, status);
    const { terminated, waiting, running } = status.state ?? {};
    if (waiting?.reason) reason = waiting.reason;
    else if (terminated !== undefined) reason = endReason(terminated);
    else if (status.ready && running !== undefined) ready++;
  }
  if (reason === 'Completed' && ready > 0)
    reason = podCondition(pod, 'Ready')?.status === 'True' ? 'Running' : 'NotReady';
  return { reason, ready };
}

function endReason(ended: ContainerStateTerminated): string {
  return ended.reason || (ended.signal ? `Signal:${ended.signal}` : `ExitCode:${ended.exitCode}`);
}

import { formatTime } from '../../api/time.ts';
import type { ContainerStatus } from '../../api/types/container.ts';
import type { Pod, PodCondition, PodStatus } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import { containerStatus } from './container-status.ts';
import { podPhase } from './pod-phase.ts';
import type { PodRecord } from './pod-record.ts';

const owned = new Set([
  'PodResizePending',
  'PodResizeInProgress',
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
]);

/** The whole status of a pod as its kubelet reports it. Models kubelet generateAPIPodStatus. */
export function podStatus(pod: Pod, record: PodRecord, hostIp: string, now: Millis): PodStatus {
  const { spec } = pod;
  const terminal = record.stopping !== undefined && record.containers.every(({ phase }) => phase !== 'running');
  const phase = podPhase(spec, record, terminal);
  const initPod = (spec.initContainers?.length ?? 0) > 0;
  const statuses = (containers: typeof spec.containers) =>
    containers.map((container) => {
      const known = record.containers.find(({ name }) => name === container.name)!;
      return containerStatus(pod, container, known, initPod, record);
    });
  const inits = statuses(spec.initContainers ?? []);
  const mains = statuses(spec.containers);
  if (mains.length > 1) mains.sort((a, b) => (a.name < b.name ? -1 : 1));
  const ip = spec.hostNetwork ? hostIp : record.ip;
  const { reason, message } = record.stopping ?? {};
  const old = pod.status;
  return {
    ...(old.nominatedNodeName ? { nominatedNodeName: old.nominatedNodeName } : {}),
    ...(old.qosClass ? { qosClass: old.qosClass } : {}),
    phase,
    ...((reason ?? old.reason) ? { reason: reason ?? old.reason! } : {}),
    ...((message ?? old.message) ? { message: message ?? old.message! } : {}),
    conditions: conditions(pod, record, phase, [...inits, ...mains], terminal, now),
    hostIP: hostIp,
    hostIPs: [{ ip: hostIp }],
    ...(ip === '' ? {} : { podIP: ip, podIPs: [{ ip }] }),
    startTime: old.startTime ?? formatTime(record.startedAt ?? now),
    ...(inits.length > 0 ? { initContainerStatuses: inits } : {}),
    containerStatuses: mains,
    ...(spec.ephemeralContainers?.length
      ? { ephemeralContainerStatuses: statuses(spec.ephemeralContainers as typeof spec.containers).map(forDebugging) }
      : {}),
  };
}

/** Containers for debugging are never ready, nor are they said to have started. */
function forDebugging({ started: _, ...status }: ContainerStatus): ContainerStatus {
  return { ...status, ready: false };
}

type Verdict = Pick<PodCondition, 'status' | 'reason' | 'message'>;
const yes: Verdict = { status: 'True' };

function conditions(
  pod: Pod,
  record: PodRecord,
  phase: PodStatus['phase'],
  statuses: readonly ContainerStatus[],
  terminal: boolean,
  now: Millis,
): readonly PodCondition[] {
  const ready = containersReady(record, phase, statuses);
  const old = pod.status.conditions ?? [];
  const condition = (type: string, verdict: Verdict): PodCondition => {
    const before = old.find((candidate) => candidate.type === type);
    const { reason, message, status } = verdict;
    const changed = before === undefined || before.status !== status;
    const next: { -readonly [K in keyof PodCondition]: PodCondition[K] } = {
      // The field is a time without omitempty, so a server shows it as null.
      lastProbeTime: null as unknown as string,
      lastTransitionTime: changed ? formatTime(now) : before.lastTransitionTime!,
      status,
      type,
    };
    if (message) next.message = message;
    if (reason) next.reason = reason;
    return next;
  };
  const networkUp = record.sandbox && (record.stopping === undefined || statuses.some(({ state }) => state?.running));
  return [
    ...(terminal ? [] : resizeConditions(record, now)),
    condition('PodReadyToStartContainers', networkUp ? yes : { status: 'False' }),
    condition('Initialized', initialized(record, phase, statuses)),
    condition('Ready', ready.status === 'True' ? gatesOpen(pod) : ready),
    condition('ContainersReady', ready),
    old.find(({ type }) => type === 'PodScheduled') ?? condition('PodScheduled', yes),
    ...(record.stopping?.disruption === undefined
      ? []
      : [
          condition('DisruptionTarget', {
            status: 'True',
            reason: 'TerminationByKubelet',
            message: record.stopping.disruption,
          }),
        ]),
    ...old.filter(({ type }) => !owned.has(type) && (type !== 'DisruptionTarget' || !record.stopping?.disruption)),
  ];
}

/** Models kubelet status manager GetPodResizeConditions. */
function resizeConditions({ resize }: PodRecord, now: Millis): readonly PodCondition[] {
  if (resize === undefined) return [];
  const at = (type: string, since: Millis): PodCondition => ({
    lastProbeTime: formatTime(now),
    lastTransitionTime: formatTime(since),
    status: 'True',
    type,
  });
  const { pending, actual, since } = resize;
  return [
    ...(pending === undefined
      ? []
      : [{ ...at('PodResizePending', pending.since), message: pending.message, reason: pending.reason }]),
    ...(actual === undefined ? [] : [at('PodResizeInProgress', since)]),
  ];
}

function containersReady(record: PodRecord, phase: PodStatus['phase'], statuses: readonly ContainerStatus[]): Verdict {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  const unready = record.containers
    .filter(
      ({ role, name }) =>
        role !== 'init' && role !== 'ephemeral' && !statuses.some((status) => status.name === name && status.ready),
    )
    .map(({ name }) => name);
  if (unready.length === 0) return yes;
  const message = `containers with unready status: [${unready.join(' ')}]`;
  return { status: 'False', reason: 'ContainersNotReady', message };
}

function initialized(record: PodRecord, phase: PodStatus['phase'], statuses: readonly ContainerStatus[]): Verdict {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  if (record.containers.some(({ role, starts }) => role === 'main' && starts > 0)) return yes;
  const incomplete = record.containers
    .filter(({ role }) => role !== 'main' && role !== 'ephemeral')
    .filter(({ role, name }) => {
      const status = statuses.find((candidate) => candidate.name === name);
      return role === 'sidecar' ? !status?.started : !status?.ready;
    })
    .map(({ name }) => name);
  if (incomplete.length === 0) return yes;
  const message = `containers with incomplete status: [${incomplete.join(' ')}]`;
  return { status: 'False', reason: 'ContainersNotInitialized', message };
}

/** Models status GeneratePodReadyCondition's reading of readiness gates. */
function gatesOpen(pod: Pod): Verdict {
  const messages: string[] = [];
  for (const { conditionType } of pod.spec.readinessGates ?? []) {
    const found = pod.status.conditions?.find(({ type }) => type === conditionType);
    if (found === undefined) {
      messages.push(`corresponding condition of pod readiness gate "${conditionType}" does not exist.`);
    } else if (found.status !== 'True') {
      messages.push(`the status of pod readiness gate "${conditionType}" is not "True", but ${found.status}`);
    }
  }
  if (messages.length === 0) return yes;
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') };
}

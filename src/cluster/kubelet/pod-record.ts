import type { ContainerStateTerminated, ContainerStateWaiting } from '../../api/types/container.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis, TaskId } from '../../sim/clock.ts';
import type { Allocation, Resize } from './allocation.ts';

export type ContainerRole = 'init' | 'sidecar' | 'main' | 'ephemeral';
export type ProbeKind = 'startup' | 'liveness' | 'readiness';

/** Where a probe of a running container stands. */
export interface ProbeRecord {
  /** The next time it runs; Infinity: its result cannot change any more. */
  at: Millis;
  lastOk: boolean;
  /** How many times in a row it gave `lastOk`. */
  run: number;
}

export interface BackOff {
  readonly ms: Millis;
  readonly updatedAt: Millis;
}

/** What a kubelet remembers of one container. All of it is plain data in the world's state. */
export interface ContainerRecord {
  readonly name: string;
  readonly role: ContainerRole;
  phase: 'waiting' | 'running' | 'exited';
  /** Why the container does not run, as the last attempt to start it found. */
  waiting?: ContainerStateWaiting;
  /** How often it was started. */
  starts: number;
  containerId: string;
  image: string;
  imageId: string;
  startedAt: Millis;
  finishedAt: Millis;
  exitCode: number;
  exitReason: string;
  /** What the runtime said of a start that failed. */
  exitMessage?: string;
  /** Why its postStart hook, which still runs, will fail. */
  hookError?: string | undefined;
  /** Its process will be killed for want of memory at `endsAt`. */
  outOfMemory?: boolean;
  /** When its process ends by itself or by a signal; Infinity: never. */
  endsAt: Millis;
  endsWith: number;
  /** Set while a failed probe has it killed. */
  killed: boolean;
  /** The termination before the present state. */
  last?: ContainerStateTerminated;
  crash?: BackOff;
  pull?: BackOff & { readonly error: string };
  /** The kubelet does not try to start it again before this time. */
  retryAt: Millis;
  started: boolean;
  ready: boolean;
  readonly probes: Partial<Record<ProbeKind, ProbeRecord>>;
  /** What commands wrote (undefined: removed) by path, since it started. */
  files?: Map<string, string | undefined>;
}

/** What the kubelet is busy with for one pod; it does one thing at a time. */
export interface Operation {
  /** `mount` waits for volumes whose sources are missing, `hook` for the end of a postStart hook. */
  readonly kind: 'mount' | 'sandbox' | 'pull' | 'start' | 'hook';
  readonly container: number;
  readonly since: Millis;
  readonly until: Millis;
}

/** Why and since when a pod is being ended. */
export interface Stopping {
  readonly since: Millis;
  readonly reason?: string;
  readonly message?: string;
  /** Set when the kubelet itself sacrifices the pod: the message of its DisruptionTarget condition. */
  readonly disruption?: string;
}

/** What a kubelet remembers of one pod. */
export interface PodRecord {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly node: string;
  /** Of a static pod: the pod as its manifest says, which has `uid`; the mirror pod in the API has another. */
  source: Pod | undefined;
  readonly containers: ContainerRecord[];
  startedAt: Millis | undefined;
  ip: string;
  sandbox: boolean;
  operation: Operation | undefined;
  /** What was written into emptyDir volumes, by volume and path. */
  volumes?: Map<string, Map<string, string>>;
  /** What the node set aside for it; undefined: it was not admitted, or is over. */
  asks: { readonly cpuMilli: number; readonly memoryBytes: number } | undefined;
  /** What of each container that is for; undefined: it was not admitted. */
  allocation: Allocation | undefined;
  /** Set while the pod asks for other resources than it has. */
  resize?: Resize;
  /** How often its volumes could not be mounted. */
  mountFailures: number;
  /** How often the sync gave up waiting for them. */
  mountTimeouts: number;
  stopping: Stopping | undefined;
  /** Its end was reported. */
  finished: boolean;
  wake: { readonly id: TaskId; readonly at: Millis; readonly background: boolean } | undefined;
}

export function newPodRecord(
  pod: { readonly uid: string; readonly namespace: string; readonly name: string; readonly node: string },
  containers: ContainerRecord[],
): PodRecord {
  // Fields one by one: every pod of every rollout has such a record, and a spread is slower.
  return {
    uid: pod.uid,
    namespace: pod.namespace,
    name: pod.name,
    node: pod.node,
    source: undefined,
    containers,
    startedAt: undefined,
    ip: '',
    sandbox: false,
    operation: undefined,
    asks: undefined,
    allocation: undefined,
    mountFailures: 0,
    mountTimeouts: 0,
    stopping: undefined,
    finished: false,
    wake: undefined,
  };
}

export function newContainerRecord(name: string, role: ContainerRole): ContainerRecord {
  return {
    name,
    role,
    phase: 'waiting',
    starts: 0,
    containerId: '',
    image: '',
    imageId: '',
    startedAt: 0,
    finishedAt: 0,
    exitCode: 0,
    exitReason: '',
    endsAt: Number.POSITIVE_INFINITY,
    endsWith: 0,
    killed: false,
    retryAt: 0,
    started: false,
    ready: false,
    probes: {},
  };
}

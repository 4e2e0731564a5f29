import { ApiError } from '../../api/api-error.ts';
import { podDisruptionBudgets, pods } from '../../api/resources.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Client } from '../client/client.ts';
import type { ComponentContext } from '../client/component.ts';
import { createEventRecorder } from '../client/create-event-recorder.ts';
import type { EventRecorder } from '../client/event-recorder.ts';
import { beginVolumeBinding, volumesAreBound } from './bind-volumes.ts';
import type { ClusterCache } from './cluster-cache.ts';
import { type Diagnosis, decide } from './decide.ts';
import { evictVictims } from './evict-victims.ts';
import { fitErrorText } from './fit-error.ts';
import { podKey } from './node-info.ts';
import { forgetNomination, type NominatorState, nominate } from './nominator.ts';
import { writePodStatus } from './pod-status-write.ts';
import { type Preemption, preempt } from './preempt.ts';
import type { Profile } from './profile.ts';
import type { QueueRunner } from './queue-runner.ts';
import { DEFAULT_SCHEDULER } from './scheduler-configuration.ts';
import type { QueuedPod, QueueState } from './scheduling-queue.ts';
import type { SchedulingView } from './view.ts';

/** How long a pod's volumes may take to be bound. Models VolumeBindingArgs bindTimeoutSeconds. */
const VOLUMES_TIMEOUT_MS = 600_000;
/** Models NoteLengthLimit of events. */
const LONGEST_NOTE = 1024;

export interface ScheduleOne {
  /** Tries to find the pod a node, once. */
  scheduleOne(queued: QueuedPod): void;
  /** A claim or volume changed: pods whose volumes are bound now can be bound, too. */
  storageChanged(): void;
}

interface Parts extends ComponentContext {
  readonly state: {
    readonly queue: QueueState;
    readonly nominator: NominatorState;
    readonly search: { next: number };
    readonly binding: Map<string, { readonly node: string; readonly uid: string }>;
    readonly configuration: { readonly profiles: readonly { readonly schedulerName: string }[] };
  };
  readonly cache: ClusterCache;
  readonly view: SchedulingView;
  readonly profileOf: (pod: Pod) => Profile | undefined;
  readonly runner: QueueRunner;
}

/** The cycle of one pod, from its turn to its binding or its waiting. Models schedule_one.go. */
export function createScheduleOne(parts: Parts): ScheduleOne {
  const { cache, client, events, profileOf, runner, state, view, world } = parts;
  const random = world.random('scheduler');
  const recorders = new Map<string, EventRecorder>([[DEFAULT_SCHEDULER, events]]);
  for (const { schedulerName } of state.configuration.profiles) {
    if (recorders.has(schedulerName)) continue;
    recorders.set(schedulerName, createEventRecorder(world, client, schedulerName));
  }
  const recorderOf = (pod: Pod): EventRecorder => recorders.get(pod.spec.schedulerName ?? DEFAULT_SCHEDULER) ?? events;
  const volumesTimeout = world.clock.task<{ readonly key: string; readonly uid: string }>(
    'scheduler/volumes-timeout',
    ({ key, uid }) => {
      if (state.binding.get(key)?.uid !== uid) return;
      unassume(key, 'running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded');
    },
    { background: true },
  );

  function scheduleOne(queued: QueuedPod): void {
    const pod = livePod(client, queued.key);
    const profile = pod === undefined ? undefined : profileOf(pod);
    if (pod === undefined || profile === undefined || pod.spec.nodeName) {
      runner.leave(queued.key);
      return;
    }
    if (pod.metadata.deletionTimestamp !== undefined) {
      recorderOf(pod).event(pod, 'Warning', 'FailedScheduling', `skip schedule deleting pod: ${queued.key}`);
      runner.leave(queued.key);
      return;
    }
    queued.pod = pod;
    const decision = decide(pod, view, (below) => random.int(below), profile, state.search.next);
    if (view.nodes.size > 0) state.search.next = (state.search.next + decision.looked) % view.nodes.size;
    if ('unfit' in decision) reject(pod, queued, decision.unfit);
    else assume(pod, queued, decision.node);
  }

  function assume(pod: Pod, queued: QueuedPod, node: string): void {
    const { key } = queued;
    cache.place({ ...pod, spec: { ...pod.spec, nodeName: node } });
    let waits = false;
    try {
      waits = beginVolumeBinding(client, pod, node, view);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      state.binding.set(key, { node, uid: pod.metadata.uid });
      unassume(key, `running PreBind plugin "VolumeBinding": ${error.message}`);
      return;
    }
    if (!waits) {
      bind(pod, key, node);
      return;
    }
    const { uid } = pod.metadata;
    state.binding.set(key, { node, uid });
    volumesTimeout.after(VOLUMES_TIMEOUT_MS, { key, uid });
  }

  /** Models DefaultBinder. */
  function bind(pod: Pod, key: string, node: string): void {
    const { name, namespace, uid } = pod.metadata;
    try {
      client.bind(namespace!, name, uid, node);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      state.binding.set(key, { node, uid });
      unassume(key, `binding rejected: running Bind plugin "DefaultBinder": ${error.message}`);
      return;
    }
    state.binding.delete(key);
    runner.leave(key);
    forgetNomination(state.nominator, key);
    recorderOf(pod).event(pod, 'Normal', 'Scheduled', `Successfully assigned ${namespace}/${name} to ${node}`);
  }

  /** The node was found but the pod did not get there: it comes into the queue again. */
  function unassume(key: string, why: string): void {
    state.binding.delete(key);
    cache.remove(key);
    const queued = state.queue.pods.get(key);
    const pod = livePod(client, key);
    if (queued === undefined || pod === undefined || pod.spec.nodeName) {
      runner.leave(key);
      return;
    }
    runner.failed(queued);
    runner.happened({ resource: 'AssignedPod', action: 'Delete', old: pod, now: undefined }, undefined);
    report(pod, 'SchedulerError', why, '');
  }

  function storageChanged(): void {
    for (const [key, { node, uid }] of state.binding) {
      const pod = livePod(client, key);
      if (pod?.metadata.uid === uid && volumesAreBound(pod, view)) bind(pod, key, node);
    }
  }

  function reject(pod: Pod, queued: QueuedPod, diagnosis: Diagnosis): void {
    if (diagnosis.nodes === 0) {
      runner.rejected(queued, [], undefined);
      report(pod, 'Unschedulable', 'no nodes available to schedule pods', '');
      return;
    }
    const { preemption: limits } = diagnosis.cycle.profile;
    const budgets = () => client.list(podDisruptionBudgets);
    const preemption =
      limits === undefined ? undefined : preempt(pod, diagnosis, budgets, (below) => random.int(below));
    runner.rejected(queued, [...diagnosis.plugins].sort(), onlyNodes(diagnosis));
    const found = preemption !== undefined && 'node' in preemption ? preemption : undefined;
    if (found !== undefined) nominate(state.nominator, pod, found.node);
    const refusal = preemption !== undefined && 'refusal' in preemption ? preemption : undefined;
    if (refusal?.forget) forgetNomination(state.nominator, podKey(pod));
    report(pod, 'Unschedulable', fitErrorText(diagnosis, refusal?.refusal), nominationOf(preemption));
    if (found !== undefined) evictVictims(client, world.clock.now(), recorderOf(pod), pod, found, state.nominator);
  }

  /** Writes what became of an attempt. Models handleSchedulingFailure. */
  function report(pod: Pod, reason: string, message: string, nominated: string | undefined): void {
    recorderOf(pod).event(pod, 'Warning', 'FailedScheduling', note(message));
    const verdict = { type: 'PodScheduled', status: 'False', reason, message };
    writePodStatus(client, world.clock.now(), pod, verdict, nominated);
  }

  return { scheduleOne, storageChanged };
}

/** The nominated node to be written: '' takes it back, undefined leaves it. */
function nominationOf(preemption: Preemption | undefined): string | undefined {
  if (preemption === undefined) return '';
  if ('node' in preemption) return preemption.node;
  return preemption.forget ? '' : undefined;
}

function livePod(client: Client, key: string): Pod | undefined {
  const [namespace, name] = key.split('/') as [string, string];
  return client.get(pods, namespace, name);
}

/** Models truncateMessage. */
const note = (message: string): string =>
  message.length <= LONGEST_NOTE ? message : `${message.slice(0, LONGEST_NOTE - 4)} ...`;

/** The nodes that a pod names itself (daemon pods), when whatever rejected it looks at nothing else. */
function onlyNodes({ cycle, plugins }: Diagnosis): readonly string[] | undefined {
  const { nodes } = cycle;
  if (nodes === undefined) return undefined;
  const isLocal = (name: string) => cycle.profile.plugins.some(({ plugin }) => plugin.name === name && plugin.local);
  return [...plugins].every(isLocal) ? [...nodes] : undefined;
}

import { ApiError } from '../../api/api-error.ts';
import { podDisruptionBudgets, pods } from '../../api/resources.ts';
import { formatTime } from '../../api/time.ts';
import type { Pod, PodCondition } from '../../api/types/pod.ts';
import type { Change } from '../client/client.ts';
import type { ComponentContext } from '../client/component.ts';
import { type Decision, type Diagnosis, decide } from './decide.ts';
import { fitError } from './fit-error.ts';
import { createNodeCache } from './node-cache.ts';
import { pinnedNode } from './pinned-node.ts';
import type { ClusterEvent } from './plugin.ts';
import { plugins } from './plugins.ts';
import { type Preemption, preempt, priorityOf } from './preempt.ts';
import { createSchedulingQueue, type QueuedPod } from './scheduling-queue.ts';

export interface Scheduler {
  /** A stopped scheduler keeps its queue and goes on with it. */
  setRunning(running: boolean): void;
}

const profile = 'default-scheduler';
const byName = new Map(plugins.map((plugin) => [plugin.name, plugin]));

/** Starts the scheduler with its one profile; pods that name another scheduler stay as they are. */
export function startScheduler({ world, client, events }: ComponentContext): Scheduler {
  const state = world.state('scheduler', () => ({ running: true, cycling: false, nextStart: 0 }));
  const random = world.random('scheduler');
  const cycle = world.clock.task<null>('scheduler/cycle', () => {
    state.cycling = false;
    if (!state.running) return;
    const next = queue.pop();
    if (next !== undefined) scheduleOne(next);
    wakeUp();
  });
  const queue = createSchedulingQueue(world, wakeUp);
  const nodes = createNodeCache(world, client, happened);

  function wakeUp(): void {
    if (state.cycling || !state.running || queue.size() === 0) return;
    state.cycling = true;
    cycle.after(0, null);
  }

  /** Models the queueing hints: only what a rejecting plugin waits for brings a pod back. */
  function happened(event: ClusterEvent['kind'], nodeName: string): void {
    const node = nodes.byName.get(nodeName);
    for (const queued of queue.rejected(nodeName)) {
      const pod = client.get(pods, queued.namespace, queued.name);
      if (pod === undefined || node === undefined) continue;
      const helps = [...queued.rejectedBy].some((name) => {
        const plugin = byName.get(name);
        return plugin?.events.includes(event) && plugin.filter?.(pod, node) === undefined;
      });
      if (helps || (event === 'pod-removed' && pod.status.nominatedNodeName === nodeName)) queue.retry(queued.uid);
    }
  }

  client.watch(pods, (change: Change<Pod>) => {
    const pod = change.object;
    const { uid, namespace = '', name } = pod.metadata;
    if (pod.spec.nodeName) {
      queue.remove(uid);
      nodes.onBoundPod(change);
      return;
    }
    if (change.type === 'DELETED' || !wantsScheduling(pod)) {
      queue.remove(uid);
      nodes.nominate(pod, undefined);
      return;
    }
    if (!queue.has(uid)) queue.add({ uid, namespace, name, priority: priorityOf(pod), pinned: pinnedNode(pod) });
    else if (change.old !== undefined && concernsScheduling(change.old, pod)) queue.retry(uid);
  });

  function scheduleOne(queued: QueuedPod): void {
    const pod = client.get(pods, queued.namespace, queued.name);
    if (pod?.metadata.uid !== queued.uid || pod.spec.nodeName || !wantsScheduling(pod)) {
      queue.remove(queued.uid);
      return;
    }
    const decision: Decision = decide(pod, nodes, random, state);
    if (decision.kind === 'place') {
      place(pod, decision.node, queued);
      return;
    }
    const { diagnosis } = decision;
    const preemption: Preemption =
      diagnosis.preFilterMessage === undefined && diagnosis.nodeCount > 0
        ? preempt(pod, nodes, diagnosis, client.list(podDisruptionBudgets))
        : { kind: 'none', message: '' };
    giveUp(pod, diagnosis, preemption, queued);
  }

  function place(pod: Pod, node: string, queued: QueuedPod): void {
    const { namespace = '', name, uid } = pod.metadata;
    try {
      client.bind(namespace, name, uid, node);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      queue.fail(queued, new Set());
      queue.retry(queued.uid);
      return;
    }
    queue.remove(uid);
    nodes.assume(pod, node);
    events.event(pod, 'Normal', 'Scheduled', `Successfully assigned ${namespace}/${name} to ${node}`);
  }

  function giveUp(pod: Pod, diagnosis: Diagnosis, preemption: Preemption, queued: QueuedPod): void {
    const message = fitError(diagnosis, preemption.kind === 'none' ? preemption.message : '');
    queue.fail(queued, diagnosis.plugins);
    events.event(pod, 'Warning', 'FailedScheduling', message);
    const nominated = preemption.kind === 'preempt' ? preemption.node : undefined;
    if (nominated !== undefined) nodes.nominate(pod, nominated);
    if (preemption.kind === 'preempt') for (const victim of preemption.victims) evict(victim, pod, preemption.node);
    report(pod, message, nominated);
  }

  function evict(victim: Pod, by: Pod, node: string): void {
    const { namespace, name } = victim.metadata;
    const current = client.get(pods, namespace, name);
    if (current === undefined || current.metadata.uid !== victim.metadata.uid) return;
    if (current.metadata.deletionTimestamp !== undefined) return;
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'PreemptionByScheduler',
      message: `${profile}: preempting to accommodate a higher priority pod`,
    };
    updateStatus(withCondition(current, condition), undefined);
    client.delete(pods, namespace, name, { preconditions: { uid: victim.metadata.uid } });
    events.event(current, 'Normal', 'Preempted', `Preempted by pod ${by.metadata.uid} on node ${node}`);
  }

  function report(pod: Pod, message: string, nominated: string | undefined): void {
    const current = client.get(pods, pod.metadata.namespace, pod.metadata.name);
    if (current === undefined) return;
    const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
    updateStatus(withCondition(current, condition), nominated);
  }

  function withCondition(pod: Pod, condition: Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>): Pod {
    const old = pod.status.conditions ?? [];
    const before = old.find(({ type }) => type === condition.type);
    if (before?.status === condition.status && before?.message === condition.message) return pod;
    const changed: PodCondition = {
      // The field is a time without omitempty, so a server shows it as null.
      lastProbeTime: null as unknown as string,
      lastTransitionTime:
        before?.status === condition.status ? before.lastTransitionTime! : formatTime(world.clock.now()),
      ...condition,
    };
    const conditions = before === undefined ? [...old, changed] : old.map((one) => (one === before ? changed : one));
    return { ...pod, status: { ...pod.status, conditions } };
  }

  function updateStatus(pod: Pod, nominatedNodeName: string | undefined): void {
    const unchanged = client.get(pods, pod.metadata.namespace, pod.metadata.name) === pod;
    if (nominatedNodeName === undefined) {
      if (!unchanged) client.updateStatus(pods, pod);
      return;
    }
    client.updateStatus(pods, { ...pod, status: { ...pod.status, nominatedNodeName } });
  }

  return {
    setRunning(running) {
      state.running = running;
      wakeUp();
    },
  };
}

function wantsScheduling({ metadata, spec, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    (spec.schedulerName ?? profile) === profile &&
    !spec.schedulingGates?.length &&
    status?.phase !== 'Failed' &&
    status?.phase !== 'Succeeded'
  );
}

const concernsScheduling = (old: Pod, pod: Pod) => old.spec !== pod.spec || old.metadata.labels !== pod.metadata.labels;

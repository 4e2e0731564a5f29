import { labelSelectorMatches } from '../../api/labels.ts';
import { isPodTerminal } from '../../api/pod-conditions.ts';
import { nodes, podDisruptionBudgets, pods } from '../../api/resources.ts';
import { formatTime } from '../../api/time.ts';
import type { Node } from '../../api/types/node.ts';
import type { Pod, PodCondition } from '../../api/types/pod.ts';
import type { Change } from '../client/client.ts';
import type { ComponentContext } from '../client/component.ts';
import { type Diagnosis, decide, type SchedulingView } from './decide.ts';
import { fitErrorText } from './fit-error.ts';
import { addPod, copyNodeInfo, createNodeInfo, type NodeInfo, podKey, removePod } from './node-info.ts';
import { DEFAULT_PLUGINS } from './plugins.ts';
import { preempt, priorityOf } from './preempt.ts';
import {
  backoffMs,
  emptyQueue,
  helpedBy,
  park,
  popActive,
  pushActive,
  type QueuedPod,
  unpark,
} from './scheduling-queue.ts';

export const DEFAULT_SCHEDULER = 'default-scheduler';

/** Pods that wait longer than this are tried again even when nothing seems to have changed. */
const LONGEST_WAIT_MS = 5 * 60_000;
const FLUSH_EVERY_MS = 30_000;

export interface SchedulerHandle {
  /** A stopped scheduler binds nothing; pods stay Pending without a reason, as on a real cluster. */
  setRunning(running: boolean): void;
  /** What the scheduler knows of the nodes, for explanations. */
  readonly view: SchedulingView;
}

/** The default scheduler. Models pkg/scheduler: one pod a turn, decided on a view that changes keep up to date. */
export function createScheduler({ world, client, events }: ComponentContext): SchedulerHandle {
  const state = world.state('scheduler', () => ({
    running: true,
    started: false,
    turning: false,
    queue: emptyQueue(),
    nodes: new Map<string, NodeInfo>(),
    /** Where each bound pod is counted. */
    boundTo: new Map<string, string>(),
    /** Pods that preempted their way to a node, by node. */
    nominated: new Map<string, Map<string, Pod>>(),
  }));
  const { queue } = state;
  const random = world.random('scheduler');
  const turn = world.clock.task<null>('scheduler/turn', () => {
    state.turning = false;
    if (!state.running) return;
    const queued = popActive(queue);
    if (queued === undefined) return;
    wake();
    scheduleOne(queued);
  });
  const retry = world.clock.task<QueuedPod>('scheduler/retry', (queued) => {
    if (queue.place.get(queued.key) === 'backoff') activate(queued);
  });
  const flush = world.clock.task<null>(
    'scheduler/flush',
    () => {
      for (const [key, { since }] of queue.waiting) if (world.clock.now() - since > LONGEST_WAIT_MS) release(key);
      flush.after(FLUSH_EVERY_MS, null);
    },
    { background: true },
  );

  const view: SchedulingView = {
    nodes: state.nodes,
    withNominated(info, pod) {
      const promised = state.nominated.get(info.node.metadata.name);
      if (promised === undefined) return info;
      const others = [...promised.values()].filter(
        (other) =>
          podKey(other) !== podKey(pod) && priorityOf(other) >= priorityOf(pod) && !info.pods.has(podKey(other)),
      );
      if (others.length === 0) return info;
      const full = copyNodeInfo(info);
      for (const other of others) addPod(full, other);
      return full;
    },
  };

  function wake(): void {
    if (state.turning || queue.active.length === 0) return;
    state.turning = true;
    turn.after(0, null);
  }

  function activate(queued: QueuedPod): void {
    pushActive(queue, queued);
    wake();
  }

  /** Something changed that may help a waiting pod: it is tried again once its rest is over. */
  function release(key: string): void {
    const waiting = unpark(queue, key);
    if (waiting === undefined) return;
    const rest = waiting.since + backoffMs(waiting.pod.attempts) - world.clock.now();
    if (rest <= 0) {
      activate(waiting.pod);
      return;
    }
    queue.place.set(key, 'backoff');
    retry.after(rest, waiting.pod);
  }

  function releaseHelped(node: string): void {
    for (const key of helpedBy(queue, node)) release(key);
  }

  function scheduleOne(queued: QueuedPod): void {
    const [namespace, name] = queued.key.split('/') as [string, string];
    const pod = client.get(pods, namespace, name);
    if (pod === undefined || pod.spec.nodeName || pod.metadata.deletionTimestamp !== undefined) return;
    queued.attempts++;
    const decision = decide(pod, view, (below) => random.int(below));
    if ('unfit' in decision) {
      fail(pod, queued, decision.unfit);
      return;
    }
    client.bind(namespace, name, pod.metadata.uid, decision.node);
    forgetNomination(pod);
    const info = state.nodes.get(decision.node);
    if (info !== undefined) {
      addPod(info, { ...pod, spec: { ...pod.spec, nodeName: decision.node } });
      state.boundTo.set(queued.key, decision.node);
    }
    events.event(pod, 'Normal', 'Scheduled', `Successfully assigned ${namespace}/${name} to ${decision.node}`);
  }

  function fail(pod: Pod, queued: QueuedPod, diagnosis: Diagnosis): void {
    let text: string;
    let nominate: string | undefined;
    if (diagnosis.nodes === 0) {
      text = 'no nodes available to schedule pods';
    } else {
      const preemption = preempt(pod, diagnosis, view, isProtected);
      if ('refusal' in preemption) {
        text = fitErrorText(diagnosis, preemption.refusal);
      } else {
        text = fitErrorText(diagnosis);
        nominate = preemption.node;
        for (const victim of preemption.victims) evict(victim, pod, preemption.node);
      }
    }
    const only = onlyNodes(pod);
    park(queue, { pod: queued, since: world.clock.now(), only });
    events.event(pod, 'Warning', 'FailedScheduling', text);
    report(pod, text, nominate);
  }

  /** Writes PodScheduled=False and the nominated node, if they changed. */
  function report(pod: Pod, message: string, nominate: string | undefined): void {
    const known = pod.status.conditions?.find(({ type }) => type === 'PodScheduled');
    if (nominate !== undefined) {
      forgetNomination(pod);
      const promised = state.nominated.get(nominate) ?? new Map<string, Pod>();
      promised.set(podKey(pod), pod);
      state.nominated.set(nominate, promised);
    }
    if (known?.status === 'False' && known.message === message && nominate === undefined) return;
    const condition: PodCondition = {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message,
      lastTransitionTime: known?.status === 'False' ? known.lastTransitionTime : formatTime(world.clock.now()),
    };
    const others = (pod.status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
    client.updateStatus(pods, {
      ...pod,
      status: {
        ...pod.status,
        conditions: [...others, condition],
        ...(nominate === undefined ? {} : { nominatedNodeName: nominate }),
      },
    });
  }

  function evict(victim: Pod, preemptor: Pod, node: string): void {
    const { namespace, name } = victim.metadata;
    if (victim.metadata.deletionTimestamp !== undefined) return;
    const condition: PodCondition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'PreemptionByScheduler',
      message: `${DEFAULT_SCHEDULER}: preempting to accommodate a higher priority pod`,
      lastTransitionTime: formatTime(world.clock.now()),
    };
    const others = (victim.status.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
    const now = client.get(pods, namespace, name);
    if (now === undefined) return;
    client.updateStatus(pods, { ...now, status: { ...now.status, conditions: [...others, condition] } });
    client.delete(pods, namespace, name);
    events.event(victim, 'Normal', 'Preempted', `Preempted by pod ${preemptor.metadata.uid} on node ${node}`);
  }

  function isProtected(victim: Pod): boolean {
    return client
      .list(podDisruptionBudgets, { namespace: victim.metadata.namespace ?? '' })
      .some(
        ({ spec, status }) =>
          labelSelectorMatches(spec.selector, victim.metadata.labels ?? {}) && (status.disruptionsAllowed ?? 0) <= 0,
      );
  }

  function forgetNomination(pod: Pod): void {
    for (const [node, promised] of state.nominated) {
      if (promised.delete(podKey(pod)) && promised.size === 0) state.nominated.delete(node);
    }
  }

  function podChanged({ type, object: pod }: Change<Pod>): void {
    const key = podKey(pod);
    const gone = type === 'DELETED' || isPodTerminal(pod);
    const before = state.boundTo.get(key);
    if (pod.spec.nodeName && !gone) {
      if (before !== undefined && before !== pod.spec.nodeName) removePod(state.nodes.get(before)!, key);
      const info = state.nodes.get(pod.spec.nodeName);
      if (info !== undefined) addPod(info, pod);
      state.boundTo.set(key, pod.spec.nodeName);
      leaveQueue(pod);
      return;
    }
    if (gone) {
      leaveQueue(pod);
      forgetNomination(pod);
      if (before !== undefined) {
        state.boundTo.delete(key);
        const info = state.nodes.get(before);
        if (info !== undefined) removePod(info, key);
        releaseHelped(before);
      }
      return;
    }
    if (
      (pod.spec.schedulerName ?? DEFAULT_SCHEDULER) !== DEFAULT_SCHEDULER ||
      pod.metadata.deletionTimestamp !== undefined
    )
      return;
    if ((pod.spec.schedulingGates?.length ?? 0) > 0 || queue.place.has(key)) return;
    const order = queue.nextOrder++;
    if (type === 'ADDED') activate({ key, priority: priorityOf(pod), queuedAt: world.clock.now(), order, attempts: 0 });
    else if (gateOpened(pod))
      activate({ key, priority: priorityOf(pod), queuedAt: world.clock.now(), order, attempts: 0 });
  }

  /** A pod that is in no queue, unbound and without gates, has just lost its last gate. */
  const gateOpened = (pod: Pod): boolean => !queue.place.has(podKey(pod)) && !state.boundTo.has(podKey(pod));

  function leaveQueue(pod: Pod): void {
    const key = podKey(pod);
    if (unpark(queue, key) === undefined) queue.place.delete(key);
  }

  function nodeChanged({ type, object: node, old }: Change<Node>): void {
    const { name } = node.metadata;
    if (type === 'DELETED') {
      state.nodes.delete(name);
      return;
    }
    const info = state.nodes.get(name);
    if (info === undefined) {
      const made = createNodeInfo(node);
      for (const pod of client.list(pods, { node: name })) {
        if (!isPodTerminal(pod)) addPod(made, pod);
      }
      state.nodes.set(name, made);
    } else {
      info.node = node;
    }
    const mayHelp =
      old === undefined ||
      old.spec !== node.spec ||
      old.metadata.labels !== node.metadata.labels ||
      old.status.allocatable !== node.status.allocatable;
    if (mayHelp) releaseHelped(name);
  }

  client.watch(nodes, nodeChanged);
  client.watch(pods, podChanged);
  if (!state.started) {
    state.started = true;
    flush.after(FLUSH_EVERY_MS, null);
  }

  return {
    view,
    setRunning(running) {
      state.running = running;
      if (running) wake();
    },
  };
}

/** The nodes that a pod names itself (daemon pods), in terms of the plugins' pre-filters. */
function onlyNodes(pod: Pod): readonly string[] | undefined {
  const sets = DEFAULT_PLUGINS.map(({ preFilter }) => preFilter?.(pod)).filter((names) => names !== undefined);
  const [head, ...rest] = sets;
  return head === undefined ? undefined : [...head].filter((name) => rest.every((names) => names.has(name)));
}

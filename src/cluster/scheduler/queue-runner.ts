import type { Pod } from '../../api/types/pod.ts';
import type { Millis, World } from '../../sim/world.ts';
import type { ClusterEvent } from './cluster-event.ts';
import { podKey } from './node-info.ts';
import type { Profile } from './profile.ts';
import { podChanges } from './property-changes.ts';
import type { SchedulerConfiguration } from './scheduler-configuration.ts';
import {
  backoffMs,
  enterQueue,
  leaveQueue,
  park,
  popActive,
  popBackoff,
  pushActive,
  pushBackoff,
  type QueuedPod,
  type QueueState,
  waitingFor,
} from './scheduling-queue.ts';
import type { SchedulingView } from './view.ts';
import { anyListens, worthRetrying } from './worth-retrying.ts';

/** Pods that wait longer than this are tried again even when nothing seems to have changed. */
const LONGEST_WAIT_MS = 5 * 60_000;
const FLUSH_EVERY_MS = 30_000;
/**
 * Pods in back-off are tried early when there is nothing else to do. Unlike Kubernetes, whose scheduler is busy for a while
 * with each pod, it is a moment later: what happens at one instant is seen in one attempt.
 */
const EARLY_AFTER_MS = 20;

export interface QueueRunner {
  start(): void;
  setRunning(running: boolean): void;
  add(pod: Pod): void;
  update(pod: Pod, old: Pod): void;
  leave(key: string): void;
  /** Whether any pod waits for something to happen. */
  anyWaits(): boolean;
  /** Moves the waiting pods that the event may help; `node` says that it is about that node only. */
  happened(event: ClusterEvent, node: string | undefined): void;
  /** No node could take the pod: it waits. */
  rejected(queued: QueuedPod, rejectors: readonly string[], only: readonly string[] | undefined): void;
  /** The attempt went wrong: the pod rests and is tried again. */
  failed(queued: QueuedPod): void;
}

interface Parts {
  readonly world: World;
  readonly queue: QueueState;
  readonly state: { running: boolean; started: boolean; turning: boolean; early: boolean };
  readonly configuration: SchedulerConfiguration;
  readonly profiles: readonly Profile[];
  readonly profileOf: (pod: Pod) => Profile | undefined;
  readonly view: SchedulingView;
  readonly scheduleOne: (queued: QueuedPod) => void;
}

/** Moves pods between the lines of the queue and hands them out one a turn. Models backend/queue PriorityQueue. */
export function createQueueRunner(parts: Parts): QueueRunner {
  const { configuration, profileOf, profiles, queue, scheduleOne, state, view, world } = parts;
  const { clock } = world;
  const backoff = ({ attempts, errors }: QueuedPod): Millis => {
    const { podInitialBackoffSeconds, podMaxBackoffSeconds } = configuration;
    return backoffMs(errors > 0 ? errors : attempts, podInitialBackoffSeconds * 1000, podMaxBackoffSeconds * 1000);
  };

  const turn = clock.task<null>('scheduler/turn', () => {
    state.turning = false;
    attempt(popActive(queue));
  });
  const early = clock.task<null>('scheduler/early', () => {
    state.early = false;
    // Pods in the active queue come first; the last of them brings this turn back.
    if (!state.turning) attempt(popActive(queue) ?? popBackoff(queue));
  });
  const rested = clock.task<string>('scheduler/rested', (key) => {
    const queued = queue.pods.get(key);
    if (queued?.place === 'resting' && queued.backoffUntil <= clock.now()) activate(queued);
  });
  const flush = clock.task<null>(
    'scheduler/flush',
    () => {
      for (const queued of waitingFor(queue, undefined)) {
        if (clock.now() - queued.timestamp > LONGEST_WAIT_MS) requeue(queued);
      }
      flush.after(FLUSH_EVERY_MS, null);
    },
    { background: true },
  );

  function attempt(queued: QueuedPod | undefined): void {
    if (!state.running) {
      if (queued !== undefined) activate(queued);
      return;
    }
    if (queued !== undefined) {
      queued.attempts++;
      scheduleOne(queued);
    }
    wake();
  }

  function wake(): void {
    if (!state.running || state.turning) return;
    if (queue.active.length > 0) {
      state.turning = true;
      turn.after(0, null);
    } else if (queue.backoff.length > 0 && !state.early) {
      state.early = true;
      early.after(EARLY_AFTER_MS, null);
    }
  }

  function activate(queued: QueuedPod): void {
    pushActive(queue, queued);
    wake();
  }

  /** Models requeuePodViaQueueingHint. */
  function requeue(queued: QueuedPod): void {
    if (isGated(queued)) {
      queued.place = 'gated';
      return;
    }
    queued.backoffUntil = queued.timestamp + backoff(queued);
    if (queued.backoffUntil <= clock.now()) {
      activate(queued);
      return;
    }
    pushBackoff(queue, queued);
    wake();
  }

  /** Models runPreEnqueuePlugins. */
  function isGated(queued: QueuedPod): boolean {
    for (const { plugin } of profileOf(queued.pod)?.plugins ?? []) {
      const rejection = plugin.preEnqueue?.(queued.pod);
      if (rejection === undefined) continue;
      queued.rejectors = [rejection.plugin];
      return true;
    }
    return false;
  }

  return {
    start() {
      if (state.started) return;
      state.started = true;
      flush.after(FLUSH_EVERY_MS, null);
    },
    setRunning(running) {
      state.running = running;
      wake();
    },
    add(pod) {
      const queued = enterQueue(queue, pod, clock.now());
      requeue(queued);
    },
    update(pod, old) {
      const queued = queue.pods.get(podKey(pod))!;
      queued.pod = pod;
      if (queued.place === 'gated') {
        if (!isGated(queued)) requeue(queued);
      } else if (queued.place === 'waiting') {
        for (const action of podChanges(old, pod)) {
          const event: ClusterEvent = { resource: 'UnscheduledPod', action, old, now: pod };
          if (!worthRetrying(queued, event, profileOf(pod)!, view)) continue;
          requeue(queued);
          break;
        }
      }
    },
    leave: (key) => leaveQueue(queue, key),
    anyWaits: () => queue.waiting.size > 0,
    happened(event, node) {
      if (queue.waiting.size === 0) return;
      if (!profiles.some((profile) => anyListens(queue.rejected, event, profile))) return;
      for (const queued of waitingFor(queue, node)) {
        const profile = profileOf(queued.pod);
        if (profile !== undefined && worthRetrying(queued, event, profile, view)) requeue(queued);
      }
    },
    rejected(queued, rejectors, only) {
      queued.timestamp = clock.now();
      queued.order = queue.nextOrder++;
      queued.errors = 0;
      queued.rejectors = rejectors;
      queued.only = only;
      park(queue, queued);
    },
    failed(queued) {
      queued.timestamp = clock.now();
      queued.order = queue.nextOrder++;
      queued.errors++;
      queued.place = 'resting';
      queued.backoffUntil = clock.now() + backoff(queued);
      rested.after(queued.backoffUntil - clock.now(), queued.key);
    },
  };
}

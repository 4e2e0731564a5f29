import { ApiError } from '../../api/api-error.ts';
import { nodes, pods } from '../../api/resources.ts';
import { formatTime } from '../../api/time.ts';
import type { Pod, PodCondition } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import type { ComponentContext } from '../client/component.ts';
import type { Pausable } from './pausable.ts';
import { withPodCondition } from './pod-condition.ts';

const SCAN_EVERY: Millis = 20_000;
const QUARANTINE: Millis = 40_000;
/** kube-controller-manager --terminated-pod-gc-threshold */
const TERMINATED_LIMIT = 12_500;

/** Removes pods that no kubelet will ever remove. Models pkg/controller/podgc. */
export function createPodGarbageCollector({ world, client }: ComponentContext): Pausable {
  const state = world.state('pod-garbage-collector', () => ({
    running: true,
    started: false,
    /** Nodes that were seen missing, with the end of their quarantine. */
    missing: new Map<string, Millis>(),
  }));
  const task = world.clock.task<null>(
    'pod-garbage-collector/scan',
    () => {
      if (state.running) scan();
      task.after(SCAN_EVERY, null);
    },
    { background: true },
  );
  if (!state.started) {
    state.started = true;
    task.after(SCAN_EVERY, null);
  }

  function scan(): void {
    const now = world.clock.now();
    const all = client.list(pods);
    const ended = all.filter(({ status }) => status.phase === 'Succeeded' || status.phase === 'Failed');
    if (ended.length > TERMINATED_LIMIT) {
      const oldest = [...ended].sort(evictedThenOldest).slice(0, ended.length - TERMINATED_LIMIT);
      for (const pod of oldest) remove(pod);
    }
    const lost = missingFor(all, now);
    for (const pod of all) {
      const nodeName = pod.spec.nodeName;
      if (nodeName && lost.has(nodeName)) remove(pod, nodeGone);
      else if (pod.metadata.deletionTimestamp === undefined) continue;
      else if (!nodeName) remove(pod);
      else if (isOutOfService(nodeName)) remove(pod);
    }
  }

  /** Nodes that are missing since longer than the quarantine. Models gcOrphaned and discoverDeletedNodes. */
  function missingFor(all: readonly Pod[], now: Millis): ReadonlySet<string> {
    for (const { spec } of all) {
      if (!spec.nodeName || state.missing.has(spec.nodeName)) continue;
      if (client.get(nodes, undefined, spec.nodeName) === undefined) state.missing.set(spec.nodeName, now + QUARANTINE);
    }
    const lost = new Set<string>();
    for (const [name, until] of state.missing) {
      if (until > now) continue;
      state.missing.delete(name);
      if (client.get(nodes, undefined, name) === undefined) lost.add(name);
    }
    return lost;
  }

  function isOutOfService(nodeName: string): boolean {
    const node = client.get(nodes, undefined, nodeName);
    if (node === undefined) return false;
    const ready = node.status.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
    return !ready && (node.spec.taints ?? []).some(({ key }) => key === 'node.kubernetes.io/out-of-service');
  }

  /** Models markFailedAndDeletePodWithCondition. */
  function remove(pod: Pod, condition?: Omit<PodCondition, 'lastTransitionTime'>): void {
    const { namespace, name, uid } = pod.metadata;
    try {
      if (pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed') {
        const conditions =
          condition === undefined
            ? pod.status.conditions
            : withPodCondition(pod.status.conditions, condition, formatTime(world.clock.now()));
        client.patch(
          pods,
          namespace,
          name,
          'merge',
          { metadata: { uid }, status: { phase: 'Failed', conditions } },
          'status',
        );
      }
      client.delete(pods, namespace, name, { gracePeriodSeconds: 0 });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  return {
    setRunning(running) {
      state.running = running;
    },
  };
}

const nodeGone: Omit<PodCondition, 'lastTransitionTime'> = {
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByPodGC',
  message: 'PodGC: node no longer exists',
};

/** Models podgc byEvictionAndCreationTimestamp. */
function evictedThenOldest(a: Pod, b: Pod): number {
  const evicted = Number(b.status.reason === 'Evicted') - Number(a.status.reason === 'Evicted');
  if (evicted !== 0) return evicted;
  const [x, y] = [a, b].map(({ metadata }) => `${metadata.creationTimestamp} ${metadata.name}`);
  return x! < y! ? -1 : 1;
}

import { pods } from '../../api/resources.ts';
import type { Pod } from '../../api/types/pod.ts';
import { admitPod, rejectPod, releasePod } from './admit-pod.ts';
import { isGone } from './is-gone.ts';
import { canWork, type NodeRecord, takePodIp } from './kubelet-state.ts';
import { currentPod, deleteMirror, reconcileMirror } from './mirror-pod.ts';
import { missingMounts } from './missing-references.ts';
import { nextPodAction, type PodAction } from './next-pod-action.ts';
import { addEphemeralRecords, containerFieldPath } from './pod-containers.ts';
import type { ContainerRecord, PodRecord } from './pod-record.ts';
import { podStatus } from './pod-status.ts';
import { type KubeletHands, type PodWork, specOf } from './pod-work.ts';
import { endHook, startHook } from './post-start.ts';
import { needsResize, resizePod, withAllocated } from './resize-pod.ts';
import { runProbe } from './run-probe.ts';
import { completePull, finishStart, startContainer } from './start-container.ts';
import { isMirrorOf } from './static-pod.ts';
import { stopPod } from './stop-pod.ts';
import { terminationMessage } from './termination-message.ts';

/** Works on a pod until there is nothing to do before a later time, and returns that wait; undefined when the pod is gone. */
export function workOnPod(hands: KubeletHands, record: PodRecord): Extract<PodAction, { kind: 'wait' }> | undefined {
  const { context, state } = hands;
  const node = state.nodes.get(record.node);
  if (node === undefined || !canWork(node) || (state.offline && record.source === undefined)) return undefined;
  let unreported = record.source !== undefined && reconcileMirror(context.client, record);
  let work: PodWork | undefined;
  for (;;) {
    const pod = currentPod(context.client, record);
    if (pod === undefined) return undefined;
    if (pod.spec.ephemeralContainers !== undefined) addEphemeralRecords(pod.spec, record.containers);
    if (work?.pod !== pod) work = newWork(hands, node, pod, record);
    if (needsResize(pod, record, work.now)) unreported = resizePod(work) || unreported;
    const action = nextPodAction(pod, record, work.now);
    if (action.kind === 'wait') {
      // As with a real kubelet, what happened in one sync is reported when the sync is through.
      if (unreported && record.operation === undefined && record.stopping === undefined) work.writeStatus();
      return action;
    }
    unreported = perform(work, action) || unreported;
    if (action.kind === 'remove') return undefined;
  }
}

/** A kubelet's work on one pod. */
export function newWork(hands: KubeletHands, node: NodeRecord, pod: Pod, record: PodRecord): PodWork {
  const { context, random, state, wake } = hands;
  const now = context.world.clock.now();
  return {
    context,
    random,
    state,
    wake,
    forPod: (other, otherRecord) => newWork(hands, node, other, otherRecord),
    node,
    pod,
    record,
    now,
    event(type, reason, message, container) {
      const fieldPath = container === undefined ? undefined : containerFieldPath(container);
      context.events.event(pod, type, reason, message, fieldPath, node.shape.name);
    },
    writeStatus() {
      const current = context.client.get(pods, record.namespace, record.name);
      if (current === undefined || (record.source !== undefined && !isMirrorOf(current, record.source))) return;
      const status = podStatus(current, record, node.shape.address, now);
      context.client.updateStatus(pods, { ...current, status });
    },
  };
}

/** Carries out one action; returns whether something happened that the pod's status does not tell yet. */
function perform(work: PodWork, action: Exclude<PodAction, { kind: 'wait' }>): boolean {
  const { record, now, node } = work;
  switch (action.kind) {
    case 'begin': {
      record.startedAt = now;
      const rejection = admitPod(work);
      if (rejection === undefined) work.writeStatus();
      else rejectPod(work, rejection);
      return false;
    }
    case 'make-sandbox':
      makeSandbox(work);
      return false;
    case 'complete':
      return completeOperation(work);
    case 'start-container':
      return startContainer(work, record.containers[action.container]!, action.container);
    case 'container-ended':
      endContainer(work, record.containers[action.container]!);
      return false;
    case 'probe':
      return runProbe(work, action.container, action.probe);
    case 'stop':
      stopPod(work, {
        since: now,
        ...(action.reason ? { reason: action.reason } : {}),
        ...(action.message ? { message: action.message } : {}),
      });
      return false;
    case 'finish':
      record.finished = true;
      releasePod(node, record);
      if (record.ip !== '') node.podIps.delete(record.ip);
      work.writeStatus();
      return false;
    case 'remove':
      if (record.source !== undefined) {
        const mirror = work.context.client.get(pods, record.namespace, record.name);
        if (mirror !== undefined && isMirrorOf(mirror, record.source)) deleteMirror(work.context.client, mirror);
        return false;
      }
      try {
        work.context.client.delete(pods, record.namespace, record.name, {
          gracePeriodSeconds: 0,
          preconditions: { uid: record.uid },
        });
      } catch (error) {
        if (!isGone(error)) throw error;
      }
      return false;
  }
}

function makeSandbox(work: PodWork): void {
  const { record, now } = work;
  const missing = missingMounts(work.context.client, work.pod);
  if (missing === undefined) {
    record.operation = { kind: 'sandbox', container: -1, since: now, until: now + 150 + work.random.int(700) };
    return;
  }
  for (const message of missing.events) work.event('Warning', 'FailedMount', message);
  // The sync of the pod gives up again and again, too. Models volumemanager WaitForAttachAndMount's timeout.
  if (now - (record.startedAt ?? now) >= mountTimeoutMs * (record.mountTimeouts + 1)) {
    record.mountTimeouts++;
    const { volumes, unprocessed, error } = missing;
    const lists = `unmounted volumes=[${volumes.join(' ')}], unattached volumes=[], failed to process volumes=[${unprocessed.join(' ')}]`;
    work.event('Warning', 'FailedMount', `Unable to attach or mount volumes: ${lists}: ${error}`);
  }
  // Models goroutinemap/exponentialbackoff: half a second, doubling up to two minutes and two seconds.
  const delay = Math.min(500 * 2 ** Math.min(record.mountFailures++, 12), 122_000);
  const timeoutAt = (record.startedAt ?? now) + mountTimeoutMs * (record.mountTimeouts + 1);
  const until = missing.events.length > 0 ? now + delay : Math.min(now + claimPollMs, timeoutAt);
  record.operation = { kind: 'mount', container: -1, since: now, until };
}

const mountTimeoutMs = 123_000;
/** The kubelet looks again at claims that are not bound. */
const claimPollMs = 3000;

function completeOperation(work: PodWork): boolean {
  const { record, node } = work;
  const operation = record.operation!;
  record.operation = undefined;
  switch (operation.kind) {
    case 'mount':
      return false;
    case 'sandbox':
      record.sandbox = true;
      if (!work.pod.spec.hostNetwork) record.ip = takePodIp(node);
      return false;
    case 'pull':
      return completePull(work, operation);
    case 'start':
      finishStart(
        work,
        record.containers[operation.container]!,
        withAllocated(specOf(work.pod, operation.container), record),
      );
      return !startHook(work, operation.container);
    case 'hook':
      endHook(work, operation.container);
      return true;
  }
}

function endContainer(work: PodWork, container: ContainerRecord): void {
  container.phase = 'exited';
  container.finishedAt = container.endsAt;
  container.exitCode = container.endsWith;
  container.exitReason = container.outOfMemory ? 'OOMKilled' : container.endsWith === 0 ? 'Completed' : 'Error';
  delete container.outOfMemory;
  const message = terminationMessage(work, work.record.containers.indexOf(container));
  if (message === undefined) delete container.exitMessage;
  else container.exitMessage = message;
  container.endsAt = Number.POSITIVE_INFINITY;
  container.killed = false;
  container.ready = false;
  container.started = false;
  if (container.hookError === undefined) delete container.waiting;
  else container.waiting = { message: container.hookError, reason: 'PostStartHookError' };
  container.hookError = undefined;
  delete container.probes.startup;
  delete container.probes.liveness;
  delete container.probes.readiness;
  container.retryAt = 0;
  if (work.record.stopping === undefined) work.writeStatus();
}

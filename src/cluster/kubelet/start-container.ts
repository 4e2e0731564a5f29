import type { Container } from '../../api/types/container.ts';
import type { Millis } from '../../sim/clock.ts';
import { terminatedState } from './container-status.ts';
import { mainRun } from './exec/main-run.ts';
import { formatSeconds } from './format-seconds.ts';
import { type FoundImage, findImage } from './image-registry.ts';
import { addImage } from './kubelet-state.ts';
import { runsOutOfMemory, startError } from './memory-use.ts';
import { environmentError } from './missing-references.ts';
import type { BackOff, ContainerRecord, Operation } from './pod-record.ts';
import { type PodWork, specOf } from './pod-work.ts';
import { processOf } from './process.ts';
import { firstProbes } from './run-probe.ts';
import { stableHex } from './stable-hex.ts';
import { userError } from './user-error.ts';

const backOffStartMs = 10_000;
const backOffLimitMs = 300_000;

/** Tries to start a container; returns whether the pod's status has become out of date. Models kuberuntime startContainer. */
export function startContainer(work: PodWork, record: ContainerRecord, index: number): boolean {
  if (record.phase === 'exited') {
    // A status that tells of the back-off is written when the kubelet comes back to the pod.
    if (record.waiting !== undefined) work.writeStatus();
    if (isBackingOff(record.crash, record.finishedAt, work.now)) {
      const { name, namespace, uid } = work.pod.metadata;
      const podName = `${name}_${namespace}(${uid})`;
      work.event('Warning', 'BackOff', `Back-off restarting failed container ${record.name} in pod ${podName}`, record);
      const wait = formatSeconds(record.crash!.ms);
      const message = `back-off ${wait} restarting failed container=${record.name} pod=${podName}`;
      record.waiting = { message, reason: 'CrashLoopBackOff' };
      record.retryAt = work.now + retryDelay(work);
      return false;
    }
    record.crash = nextBackOff(record.crash, record.finishedAt, work.now);
  }
  return ensureImage(work, record, index);
}

/** Models image manager EnsureImageExists. */
function ensureImage(work: PodWork, record: ContainerRecord, index: number): boolean {
  const spec = specOf(work.pod, index);
  const image = spec.image ?? '';
  const answer = findImage(image);
  if (answer.kind === 'invalid') {
    work.event('Warning', 'InspectFailed', answer.message, record);
    return failed(work, record, 'InvalidImageName', answer.message);
  }
  const present = answer.kind === 'found' && work.node.images.has(answer.image);
  // A manifest of a static pod has no defaults from the API server.
  const policy = spec.imagePullPolicy ?? (/(:latest|\/[^:@/]+|^[^:@/]+)$/.test(image) ? 'Always' : 'IfNotPresent');
  if (present && policy !== 'Always') {
    work.event('Normal', 'Pulled', `Container image "${image}" already present on machine`, record);
    return create(work, record, index);
  }
  if (policy === 'Never') {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    work.event('Warning', 'ErrImageNeverPull', message, record);
    return failed(work, record, 'ErrImageNeverPull', message);
  }
  if (record.pull !== undefined && work.now - record.pull.updatedAt < record.pull.ms) {
    const message = `Back-off pulling image "${image}"`;
    work.event('Normal', 'BackOff', message, record);
    return failed(work, record, 'ImagePullBackOff', `${message}: ErrImagePull: ${record.pull.error}`);
  }
  work.event('Normal', 'Pulling', `Pulling image "${image}"`, record);
  const duration = pullDuration(work, answer.kind === 'found' ? answer : undefined, present);
  work.record.operation = { kind: 'pull', container: index, since: work.now, until: work.now + duration };
  return false;
}

/** Bytes a millisecond, where the image table does not say otherwise. */
const usualPullSpeed = 40_000;

/** A registry's answer takes a second or so; then come the layers. */
function pullDuration(work: PodWork, found: FoundImage | undefined, present: boolean): Millis {
  const answerMs = 600 + work.random.int(900);
  return found === undefined || present
    ? answerMs
    : answerMs + Math.round(found.sizeBytes / (found.known.pullSpeed ?? usualPullSpeed));
}

export function completePull(work: PodWork, operation: Operation): boolean {
  const record = work.record.containers[operation.container]!;
  const image = specOf(work.pod, operation.container).image ?? '';
  const answer = findImage(image);
  if (answer.kind !== 'found') {
    const error = answer.message;
    work.event('Warning', 'Failed', `Failed to pull image "${image}": ${error}`, record);
    record.pull = { ...nextBackOff(record.pull, work.now, work.now), error };
    return failed(work, record, 'ErrImagePull', error);
  }
  addImage(work.node, answer.image, work.now);
  delete record.pull;
  const seconds = formatSeconds(work.now - operation.since);
  const message = `Successfully pulled image "${image}" in ${seconds} (${seconds} including waiting). Image size: ${answer.sizeBytes} bytes.`;
  work.event('Normal', 'Pulled', message, record);
  return create(work, record, operation.container);
}

function create(work: PodWork, record: ContainerRecord, index: number): boolean {
  const spec = specOf(work.pod, index);
  const error = environmentError(work.context.client, work.pod, spec) ?? userError(work.pod, spec);
  if (error !== undefined) return failed(work, record, 'CreateContainerConfigError', error, error);
  const until = work.now + 80 + work.random.int(170);
  work.record.operation = { kind: 'start', container: index, since: work.now, until };
  return false;
}

/** The container has started: its whole run is foreseen here. */
export function finishStart(work: PodWork, record: ContainerRecord, spec: Container): void {
  const answer = findImage(spec.image ?? '') as FoundImage;
  const { pod, now } = work;
  if (record.phase === 'exited') record.last = terminatedState(record);
  record.starts++;
  const error = startError(spec);
  if (error !== undefined) {
    failToStart(work, record, answer, error);
    return;
  }
  record.phase = 'running';
  // What commands wrote into the container before is gone with it.
  delete record.files;
  record.containerId = containerId(work, record);
  record.image = answer.image;
  record.imageId = answer.imageId;
  record.startedAt = now;
  delete record.waiting;
  const process = processOf(answer.known, spec, pod.spec.hostNetwork === true);
  const told = dependsOnSurroundings(spec) ? tellRun(work, record) : undefined;
  const endsAfterMs = told === undefined ? process.endsAfterMs : told.endedAtMs;
  record.endsAt = endsAfterMs === undefined ? Number.POSITIVE_INFINITY : now + Math.max(endsAfterMs, 50);
  record.endsWith = told?.exitCode ?? process.exitCode;
  if (runsOutOfMemory(spec) && record.endsAt > now + untilOutOfMemoryMs) {
    record.endsAt = now + untilOutOfMemoryMs;
    record.endsWith = 137;
    record.outOfMemory = true;
  }
  record.started = spec.startupProbe === undefined;
  record.ready = record.started && spec.readinessProbe === undefined;
  Object.assign(record.probes, firstProbes(spec, record.started, now));
  work.event('Normal', 'Created', `Created container: ${record.name}`, record);
  work.event('Normal', 'Started', `Started container ${record.name}`, record);
}

/** Whether a script's end depends on what it finds: variables, files. Those that may run for ever are foreseen otherwise. */
function dependsOnSurroundings({ command = [], args = [] }: Container): boolean {
  const words = [...command, ...args];
  return (
    words.some((word) => /\$|\bif\b|\[ |\btest\b|\bcat\b|\bls\b|\bgrep\b/.test(word)) &&
    !words.some((word) => /\b(while|until|exec|trap|tail|infinity)\b/.test(word))
  );
}

const longestRunMs = 30 * 24 * 3_600_000;

function tellRun(work: PodWork, record: ContainerRecord) {
  const index = work.record.containers.indexOf(record);
  return mainRun(work.context.client, work.pod, work.record, index, work.now, longestRunMs);
}

/** How long a process that takes too much memory lives. */
const untilOutOfMemoryMs = 900;

/** The runtime made the container and could not start its process. Models what containerd reports of such a container. */
function failToStart(work: PodWork, record: ContainerRecord, answer: FoundImage, error: string): void {
  record.phase = 'exited';
  record.containerId = containerId(work, record);
  record.image = answer.image;
  record.imageId = answer.imageId;
  record.startedAt = 0;
  record.finishedAt = work.now;
  record.exitCode = 128;
  record.exitReason = 'StartError';
  record.exitMessage = error;
  record.waiting = { message: error, reason: 'RunContainerError' };
  // The kubelet sees the dead container when it next lists them.
  record.retryAt = work.now + 1000;
  work.event('Normal', 'Created', `Created container: ${record.name}`, record);
  work.event('Warning', 'Failed', `Error: ${error}`, record);
}

const containerId = (work: PodWork, { name, starts }: ContainerRecord): string =>
  `containerd://${stableHex(`${work.pod.metadata.uid}/${name}/${starts}`, 64)}`;

function failed(work: PodWork, record: ContainerRecord, reason: string, message: string, event = reason): boolean {
  work.event('Warning', 'Failed', `Error: ${event}`, record);
  record.waiting = { message, reason };
  record.retryAt = work.now + retryDelay(work);
  return true;
}

/** Models pod workers completeWork: ten seconds, and up to half as much again, after a sync that failed. */
const retryDelay = (work: PodWork): Millis => backOffStartMs + work.random.int(5000);

/** Models client-go util/flowcontrol Backoff IsInBackOffSince. */
function isBackingOff(backOff: BackOff | undefined, since: Millis, now: Millis): boolean {
  if (backOff === undefined || since - backOff.updatedAt > 2 * backOffLimitMs) return false;
  return now - since < backOff.ms;
}

/** Models client-go util/flowcontrol Backoff Next. */
function nextBackOff(backOff: BackOff | undefined, since: Millis, now: Millis): BackOff {
  const fresh = backOff === undefined || since - backOff.updatedAt > 2 * backOffLimitMs;
  return { ms: fresh ? backOffStartMs : Math.min(backOff.ms * 2, backOffLimitMs), updatedAt: now };
}

import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import type { Client } from '../client/client.ts';
import { mainRun } from './exec/main-run.ts';
import { type FoundImage, findImage } from './image-registry.ts';
import { containersOf } from './pod-containers.ts';
import type { PodRecord } from './pod-record.ts';
import { type Process, processOf } from './process.ts';

export interface LogRequest {
  /** The log of the run before this one. */
  readonly previous?: boolean;
}

export interface LogLine {
  readonly at: Millis;
  readonly text: string;
}

export type ContainerLog =
  | { readonly lines: readonly LogLine[] }
  /** The kubelet's refusal, which the API server answers as 400 Bad Request. */
  | { readonly refusal: string };

const lineLimit = 10_000;

/** What a container has written up to now. Models kubelet validateContainerLogStatus for the refusals. */
export function containerLog(
  client: Client,
  pod: Pod,
  record: PodRecord | undefined,
  name: string,
  request: LogRequest,
  now: Millis,
): ContainerLog {
  const podName = pod.metadata.name;
  const state = record?.containers.find((container) => container.name === name);
  const spec = containersOf(pod.spec).find((container) => container.name === name);
  const quoted = `container "${name}" in pod "${podName}"`;
  if (state === undefined || spec === undefined) return { refusal: `${quoted} is not available` };
  const answer = findImage(spec.image ?? '');
  if (request.previous) {
    const ended = state.phase === 'exited' && state.waiting !== undefined ? state : undefined;
    const from = ended?.startedAt ?? Date.parse(state.last?.startedAt ?? '');
    if (answer.kind !== 'found' || (ended === undefined && state.last === undefined)) {
      return { refusal: `previous terminated ${quoted} not found` };
    }
    const until = ended?.finishedAt ?? Date.parse(state.last!.finishedAt!) + 999;
    return { lines: linesOf(from, until) };
  }
  if (state.starts === 0 || answer.kind !== 'found') {
    const reason = state.waiting?.reason ?? (pod.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating');
    const why =
      reason === 'ErrImagePull'
        ? "image can't be pulled"
        : reason === 'ImagePullBackOff'
          ? 'trying and failing to pull image'
          : reason;
    return { refusal: `${quoted} is waiting to start: ${why}` };
  }
  const until = state.phase === 'running' ? now : state.finishedAt;
  return { lines: linesOf(state.startedAt, until) };

  function linesOf(from: Millis, to: Millis): readonly LogLine[] {
    const run = mainRun(client, pod, record!, record!.containers.indexOf(state!), from, to - from + 1);
    if (run !== undefined) return run.lines.slice(-lineLimit).map(({ atMs, text }) => ({ at: from + atMs, text }));
    const { known } = answer as FoundImage;
    return linesBetween(processOf(known, spec!, pod.spec.hostNetwork === true), from, to);
  }
}

function linesBetween(process: Process, startedAt: Millis, until: Millis): readonly LogLine[] {
  const lines = process.output
    .map(({ atMs, text }) => ({ at: startedAt + atMs, text }))
    .filter(({ at }) => at <= until);
  const { loop } = process;
  if (loop !== undefined) {
    const rounds = Math.floor((until - startedAt - loop.fromMs) / loop.periodMs);
    // Of a log that would be endless, a kubelet keeps the last part, too.
    const first = Math.max(0, rounds - Math.floor(lineLimit / loop.lines.length));
    for (let round = first; round <= rounds; round++) {
      const from = startedAt + loop.fromMs + round * loop.periodMs;
      for (const { atMs, text } of loop.lines) if (from + atMs <= until) lines.push({ at: from + atMs, text });
    }
  }
  return lines;
}

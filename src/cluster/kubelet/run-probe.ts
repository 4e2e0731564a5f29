import type { Container } from '../../api/types/container.ts';
import type { Probe } from '../../api/types/probe.ts';
import type { Millis } from '../../sim/clock.ts';
import { execInRecord } from './exec/exec-in-container.ts';
import { findImage } from './image-registry.ts';
import type { ContainerRecord, ProbeKind, ProbeRecord } from './pod-record.ts';
import { type PodWork, specOf } from './pod-work.ts';
import { probeOutcome } from './probe-outcome.ts';
import { processOf } from './process.ts';
import { stopContainer } from './stop-container.ts';

const fields = { startup: 'startupProbe', liveness: 'livenessProbe', readiness: 'readinessProbe' } as const;
const titles = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' } as const;

/** The prober looks at a new container within half a second. */
const noticeMs = 500;

/** The probes of a container that has just started; those behind a startup probe wait for it. */
export function firstProbes(spec: Container, started: boolean, now: Millis): Partial<Record<ProbeKind, ProbeRecord>> {
  const first = (probe: Probe | undefined): ProbeRecord | undefined =>
    probe && { at: now + (probe.initialDelaySeconds ?? 0) * 1000 + noticeMs, lastOk: false, run: 0 };
  const out: Partial<Record<ProbeKind, ProbeRecord>> = {};
  for (const kind of started ? (['liveness', 'readiness'] as const) : (['startup'] as const)) {
    const record = first(spec[fields[kind]]);
    if (record !== undefined) out[kind] = record;
  }
  return out;
}

/** Runs one probe and acts on its result; returns whether the pod's status has become out of date. Models prober worker doProbe. */
export function runProbe(work: PodWork, index: number, kind: ProbeKind): boolean {
  const record = work.record.containers[index]!;
  const spec = specOf(work.pod, index);
  const probe = spec[fields[kind]]!;
  const state = record.probes[kind]!;
  const answer = findImage(spec.image ?? '');
  if (answer.kind !== 'found') return false;
  const process = processOf(answer.known, spec, work.pod.spec.hostNetwork === true);
  const ip = work.pod.spec.hostNetwork ? work.node.shape.address : work.record.ip;
  const { ok, output, steady, errored } = probeOutcome(
    probe,
    spec,
    process,
    ip,
    work.now - record.startedAt,
    (command) => {
      const ran = execInRecord(work.context.client, work.pod, work.record, index, command, work.now);
      if (ran.kind === 'refused') return { error: runtimeError(ran.message) };
      const { exitCode, stdout, stderr, durationMs } = ran;
      return ran.simulated ? { exitCode, output: stdout + stderr, durationMs } : undefined;
    },
  );
  const nextAt = work.now + (probe.periodSeconds ?? 10) * 1000;
  if (errored) {
    work.event(
      'Warning',
      'Unhealthy',
      `${titles[kind]} probe errored and resulted in unknown state: ${output}`,
      record,
    );
    state.at = nextAt;
    return false;
  }
  state.run = state.lastOk === ok ? state.run + 1 : 1;
  state.lastOk = ok;
  if (!ok) work.event('Warning', 'Unhealthy', `${titles[kind]} probe failed: ${output}`, record);
  const enough = state.run >= (ok ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3));
  // A result that cannot change any more needs no further looking: thousands of pods cost nothing while they are well.
  state.at = ok && steady && enough ? Number.POSITIVE_INFINITY : nextAt;
  return enough && apply(work, index, kind, ok);
}

/** A refusal to run a command, as the runtime tells it to the kubelet. */
const runtimeError = (message: string): string =>
  `rpc error: code = Unknown desc = ${message.replace(/^error executing command in container: /, '')}`;

function apply(work: PodWork, index: number, kind: ProbeKind, ok: boolean): boolean {
  const record = work.record.containers[index]!;
  const spec = specOf(work.pod, index);
  if (kind === 'readiness') {
    const changed = record.ready !== ok;
    record.ready = ok;
    return changed;
  }
  if (ok) return kind === 'startup' && becomeStarted(record, spec, work.now);
  const message =
    record.role === 'sidecar'
      ? `Init container ${record.name} failed ${kind} probe`
      : `Container ${record.name} failed ${kind} probe${work.pod.spec.restartPolicy === 'Never' ? '' : ', will be restarted'}`;
  work.event('Normal', 'Killing', message, record);
  record.killed = true;
  delete record.probes.liveness;
  delete record.probes.startup;
  const seconds =
    spec[fields[kind]]?.terminationGracePeriodSeconds ?? work.pod.spec.terminationGracePeriodSeconds ?? 30;
  stopContainer(work, index, seconds * 1000);
  return false;
}

function becomeStarted(record: ContainerRecord, spec: Container, now: Millis): boolean {
  if (record.started) return false;
  record.started = true;
  record.ready = spec.readinessProbe === undefined;
  delete record.probes.startup;
  Object.assign(record.probes, firstProbes(spec, true, now));
  return true;
}

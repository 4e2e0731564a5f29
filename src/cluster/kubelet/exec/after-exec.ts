import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import { findImage } from '../image-registry.ts';
import { containersOf } from '../pod-containers.ts';
import type { PodRecord } from '../pod-record.ts';
import { processOf } from '../process.ts';
import type { ExecOutcome } from './exec-in-container.ts';

const signals = new Map([
  ['TERM', 15],
  ['15', 15],
  ['INT', 2],
  ['2', 2],
  ['QUIT', 3],
  ['3', 3],
]);

/** What a command that ran in a container does to the container: a signal to its first process, files that probes look at. */
export function afterExec(pod: Pod, record: PodRecord, index: number, outcome: ExecOutcome, now: Millis): void {
  if (outcome.kind !== 'ran') return;
  for (const [at, { phase, probes }] of record.containers.entries()) {
    const spec = containersOf(pod.spec)[at]!;
    if (phase !== 'running') continue;
    for (const [kind, probe] of [
      ['liveness', spec.livenessProbe],
      ['readiness', spec.readinessProbe],
    ] as const) {
      const state = probes[kind];
      // A probe whose result could not change any more is asked again.
      if (probe?.exec && state?.at === Number.POSITIVE_INFINITY) state.at = now + (probe.periodSeconds ?? 10) * 1000;
    }
  }
  const signal = signals.get(outcome.killed ?? '');
  const spec = containersOf(pod.spec)[index]!;
  const answer = findImage(spec.image ?? '');
  if (signal === undefined || answer.kind !== 'found') return;
  // The first process of a container gets only the signals that it handles; SIGKILL from within does nothing to it.
  const process = processOf(answer.known, spec, pod.spec.hostNetwork === true);
  const state = record.containers[index]!;
  if (process.termAfterMs === undefined || state.endsAt <= now + process.termAfterMs) return;
  state.endsAt = now + process.termAfterMs;
  state.endsWith = process.termExitCode;
}

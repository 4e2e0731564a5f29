import type { Millis } from '../../sim/clock.ts';
import { findImage } from './image-registry.ts';
import { runHook } from './lifecycle-hook.ts';
import { type PodWork, specOf } from './pod-work.ts';
import { processOf } from './process.ts';

const killed = 137;
/** A container gets this long after its preStop hook, even when the hook took the whole grace period. */
const minimumGraceMs = 2000;

/**
 * Runs the preStop hook, asks a running container to end, and foresees when and how it does. The signal comes not before
 * `turnAt`, when those that must end first have ended. Models kuberuntime killContainer.
 */
export function stopContainer(work: PodWork, index: number, graceMs: Millis, turnAt = work.now): void {
  const record = work.record.containers[index]!;
  const spec = specOf(work.pod, index);
  const answer = findImage(spec.image ?? '');
  if (answer.kind !== 'found') return;
  const process = processOf(answer.known, spec, work.pod.spec.hostNetwork === true);
  const preStop = graceMs > 0 ? spec.lifecycle?.preStop : undefined;
  const hook = preStop === undefined ? undefined : runHook(work, index, preStop);
  const hookMs = Math.min(hook?.durationMs ?? 0, graceMs);
  if (hook?.failed) work.event('Warning', 'FailedPreStopHook', 'PreStopHook failed', record);
  const waitMs = Math.max(hookMs, Math.min(turnAt - work.now, graceMs));
  const leftMs = Math.max(graceMs - waitMs, minimumGraceMs);
  const obeys = process.termAfterMs !== undefined && process.termAfterMs <= leftMs;
  const endsAt = work.now + waitMs + (obeys ? process.termAfterMs! : graceMs === 0 ? 0 : leftMs);
  if (endsAt >= record.endsAt) return;
  delete record.outOfMemory;
  record.endsAt = endsAt;
  record.endsWith = obeys ? process.termExitCode : killed;
}

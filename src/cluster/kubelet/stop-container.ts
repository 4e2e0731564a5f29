import type { Millis } from '../../sim/clock.ts';
import { findImage } from './image-registry.ts';
import { type PodWork, specOf } from './pod-work.ts';
import { processOf } from './process.ts';
import { runScript } from './shell-script.ts';

const killed = 137;
/** A container gets this long after its preStop hook, even when the hook took the whole grace period. */
const minimumGraceMs = 2000;

/** Runs the preStop hook, asks a running container to end, and foresees when and how it does. Models kuberuntime killContainer. */
export function stopContainer(work: PodWork, index: number, graceMs: Millis): void {
  const record = work.record.containers[index]!;
  const spec = specOf(work.pod, index);
  const answer = findImage(spec.image ?? '');
  if (answer.kind !== 'found') return;
  const process = processOf(answer.known, spec, work.pod.spec.hostNetwork === true);
  const hookMs = Math.min(hookDuration(spec.lifecycle?.preStop), graceMs);
  const leftMs = Math.max(graceMs - hookMs, minimumGraceMs);
  const obeys = process.termAfterMs !== undefined && process.termAfterMs <= leftMs;
  const endsAt = work.now + hookMs + (obeys ? process.termAfterMs! : leftMs);
  if (endsAt >= record.endsAt) return;
  record.endsAt = endsAt;
  record.endsWith = obeys ? process.termExitCode : killed;
}

type Hook = NonNullable<NonNullable<ReturnType<typeof specOf>['lifecycle']>['preStop']>;

function hookDuration(hook: Hook | undefined): Millis {
  if (hook?.sleep !== undefined) return hook.sleep.seconds * 1000;
  const command = hook?.exec?.command;
  if (command === undefined || command.length === 0) return 0;
  const script = command.at(-2) === '-c' ? command.at(-1)! : [command];
  return runScript(script).endsAfterMs ?? Number.POSITIVE_INFINITY;
}

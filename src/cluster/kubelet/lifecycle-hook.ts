import { goQuote } from '../../api/go-quote.ts';
import type { Lifecycle } from '../../api/types/probe.ts';
import type { Millis } from '../../sim/clock.ts';
import { execInRecord } from './exec/exec-in-container.ts';
import { findImage } from './image-registry.ts';
import { type PodWork, specOf } from './pod-work.ts';
import { processOf } from './process.ts';
import { runScript } from './shell-script.ts';

export interface HookRun {
  readonly durationMs: Millis;
  readonly failed: boolean;
  /** What went wrong, as the container's status tells it. */
  readonly message: string;
}

const fine = (durationMs: Millis): HookRun => ({ durationMs, failed: false, message: '' });

/** Runs a hook of a container that runs. Models kubelet lifecycle handlers. */
export function runHook(work: PodWork, index: number, hook: NonNullable<Lifecycle['preStop']>): HookRun {
  const spec = specOf(work.pod, index);
  const { namespace, name, uid } = work.pod.metadata;
  const about = `Container ${goQuote(spec.name)} in Pod ${goQuote(`${name}_${namespace}(${uid})`)}`;
  if (hook.sleep !== undefined) return fine(hook.sleep.seconds * 1000);
  const command = hook.exec?.command;
  if (command !== undefined && command.length > 0) {
    const ran = execInRecord(work.context.client, work.pod, work.record, index, command, work.now);
    const said = (error: string, output: string) =>
      `Exec lifecycle hook ([${command.join(' ')}]) for ${about} failed - error: ${error}, message: ${goQuote(output)}`;
    if (ran.kind === 'refused') return { durationMs: 0, failed: true, message: said(ran.message, '') };
    // A program that is not simulated is taken to do its work; how long a script takes is known all the same.
    if (!ran.simulated) {
      const script = command.at(-2) === '-c' ? command.at(-1)! : [command];
      return fine(runScript(script).endsAfterMs ?? Number.POSITIVE_INFINITY);
    }
    const failed = ran.exitCode !== 0;
    const error = `command '${command.join(' ')}' exited with ${ran.exitCode}: ${ran.stderr}`;
    return { durationMs: ran.durationMs, failed, message: said(error, ran.stdout + ran.stderr) };
  }
  const { httpGet } = hook;
  const answer = findImage(spec.image ?? '');
  if (httpGet === undefined || answer.kind !== 'found') return fine(0);
  if (httpGet.host) return fine(0);
  const { port } = httpGet;
  const number = typeof port === 'number' ? port : spec.ports?.find(({ name }) => name === port)?.containerPort;
  const process = processOf(answer.known, spec, work.pod.spec.hostNetwork === true);
  if (number !== undefined && process.ports.includes(number)) return fine(0);
  const ip = work.pod.spec.hostNetwork ? work.node.shape.address : work.record.ip;
  const url = `http://${ip}:${number}/${(httpGet.path ?? '').replace(/^\//, '')}`;
  return {
    durationMs: 0,
    failed: true,
    message: `HTTP lifecycle hook (${httpGet.path ?? ''}) for ${about} failed - error: Get "${url}": dial tcp ${ip}:${number}: connect: connection refused`,
  };
}

import type { Container } from '../../../api/types/container.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { Client } from '../../client/client.ts';
import { findImage } from '../image-registry.ts';
import { containersOf } from '../pod-containers.ts';
import type { PodRecord } from '../pod-record.ts';
import { expandReferences } from './container-environment.ts';
import { newShell } from './shell.ts';
import { runProgram, stepLimit } from './shell-run.ts';
import { surroundings } from './surroundings.ts';

export interface MainRun {
  /** Lines of output, `atMs` after the start. */
  readonly lines: readonly { readonly atMs: Millis; readonly text: string }[];
  readonly files: ReadonlyMap<string, string>;
  readonly exitCode: number;
  /** When it ended by itself; undefined: it still ran at the limit. */
  readonly endedAtMs: Millis | undefined;
}

const shells = new Set(['sh', 'bash', 'ash', 'dash']);
const simulated = new Set([
  ...shells,
  'cat',
  'date',
  'echo',
  'env',
  'false',
  'ls',
  'printenv',
  'printf',
  'sleep',
  'true',
]);

/** Whether the first process of a container is a script or a program that can be run here as it is. */
export function runsScript(container: Container): boolean {
  return commandOf(container, container.image ?? '') !== undefined;
}

function commandOf(container: Container, image: string): readonly string[] | undefined {
  const answer = findImage(image);
  if (answer.kind !== 'found') return undefined;
  const { command = [], args = [] } = container;
  const words = command.length > 0 ? [...command, ...args] : answer.known.shell ? args : [];
  const name = words[0]?.slice(words[0].lastIndexOf('/') + 1) ?? '';
  return simulated.has(name) ? words : undefined;
}

/**
 * Runs the first process of a container again from its start up to a time, and gives what it wrote. Undefined when its
 * program is not simulated, or goes on for too many steps to follow. Models kubelet ExpandContainerCommandAndArgs.
 */
export function mainRun(
  client: Client,
  pod: Pod,
  record: PodRecord,
  index: number,
  startAt: Millis,
  limitMs: Millis,
): MainRun | undefined {
  const container = containersOf(pod.spec)[index]!;
  const command = commandOf(container, container.image ?? '');
  if (command === undefined) return undefined;
  const around = surroundings(client, pod, record, index, startAt, limitMs);
  // What others wrote later into the same files is not seen by a run that is told again.
  const before = new Map(around.files);
  const lines: { atMs: Millis; text: string }[] = [];
  let rest = '';
  const write = (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    for (const part of parts) lines.push({ atMs: shell.atMs, text: part });
  };
  const shell = newShell(around, write, write);
  shell.cwd = container.workingDir ?? '/';
  runProgram(
    shell,
    command.map((word) => expandReferences(word, around.env)),
  );
  if (shell.missing !== undefined || shell.steps > stepLimit) return undefined;
  if (rest !== '') lines.push({ atMs: shell.atMs, text: rest });
  return {
    lines: lines.filter(({ atMs }) => atMs <= limitMs),
    files: new Map([...around.files].filter(([path, text]) => before.get(path) !== text)),
    exitCode: shell.status,
    endedAtMs: shell.atMs < limitMs ? shell.atMs : undefined,
  };
}

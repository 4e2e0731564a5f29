import { integerValue, parseQuantity } from '../../api/quantity.ts';
import type { Container } from '../../api/types/container.ts';
import { findImage } from './image-registry.ts';

const MiB = 1024 * 1024;
const usualMemoryBytes = 8 * MiB;
/** With less, the runtime cannot even start a process. */
const leastMemoryBytes = 4 * MiB;

/** What a container's processes take of memory, from its image and from arguments that ask for more. */
export function memoryUse(container: Container): number {
  const answer = findImage(container.image ?? '');
  const own = (answer.kind === 'found' ? answer.known.memoryBytes : undefined) ?? usualMemoryBytes;
  return Math.max(own, askedFor([...(container.command ?? []), ...(container.args ?? [])]));
}

/** Tools that make load say how much: `stress --vm-bytes 250M`, `-mem-total 150Mi`, `stress-ng --vm-bytes=1g`. */
function askedFor(words: readonly string[]): number {
  let bytes = 0;
  const all = words.flatMap((word) => word.split(/[\s=]+/));
  for (const [index, word] of all.entries()) {
    if (word === '/dev/zero' && all.some((other) => other === 'tail')) return Number.POSITIVE_INFINITY;
    if (!/^--?(vm-bytes|mem-total)$/.test(word)) continue;
    const text = (all[index + 1] ?? '').replace(
      /^(\d+)([kmgKMG])[bB]?$/,
      (_all, count: string, unit: string) =>
        `${count}${unit === 'k' || unit === 'K' ? 'Ki' : `${unit.toUpperCase()}i`}`,
    );
    const workers = Number(all[all.findIndex((other) => other === '--vm' || other === '-m') + 1]) || 1;
    if (parseQuantity(text) !== undefined) bytes = Math.max(bytes, integerValue(text) * workers);
  }
  return bytes;
}

export function memoryLimit({ resources }: Container): number {
  const limit = resources?.limits?.memory;
  return limit === undefined ? Number.POSITIVE_INFINITY : integerValue(limit);
}

/** Whether the kernel ends a container because it takes more than its limit. */
export const runsOutOfMemory = (container: Container): boolean => memoryUse(container) > memoryLimit(container);

/** Why the runtime cannot start a container's process; undefined when it can. The words are runc's. */
export function startError(container: Container): string | undefined {
  const prefix =
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';
  if (memoryLimit(container) < leastMemoryBytes) {
    return `${prefix}container init was OOM-killed (memory limit too low?): unknown`;
  }
  const answer = findImage(container.image ?? '');
  const program =
    container.command?.[0] ?? (answer.kind === 'found' && answer.known.shell ? container.args?.[0] : undefined);
  const programs = answer.kind === 'found' ? answer.known.programs : undefined;
  if (program === undefined || programs === undefined) return undefined;
  if (programs.includes(program.slice(program.lastIndexOf('/') + 1))) return undefined;
  const missing = program.includes('/')
    ? `exec: "${program}": stat ${program}: no such file or directory`
    : `exec: "${program}": executable file not found in $PATH`;
  return `${prefix}error during container init: ${missing}: unknown`;
}

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from './answer.ts';
import { type GroupStep, parseCommandGroup } from './command-group.ts';
import { normalise } from './normalise.ts';

const here = import.meta.dirname;
/** Longer texts are kept as their beginning and a hash. */
const LONG = 1_500;
const KEPT = 300;

export const groupNames = readdirSync(here)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -'.txt'.length));

export const readGroup = (name: string) =>
  parseCommandGroup(readFileSync(join(here, `${name}.txt`), 'utf8'), readFileSync(join(here, 'world.inc'), 'utf8'));

/** An answer as it is compared and kept. */
export interface Kept {
  readonly command: string;
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export const keep = ({ command }: GroupStep, answer: Answer): Kept => ({
  command,
  status: answer.status,
  out: normalise(command, answer.stdout),
  err: normalise(command, answer.stderr),
});

/** What of two answers is to be equal once one of them was shortened. */
export const shortened = (kept: Kept): Kept => ({ ...kept, out: short(kept.out), err: short(kept.err) });

function short(text: string): string {
  if (text.length <= LONG) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${text.slice(0, KEPT)}... ${text.length} characters, sha256 ${hash}`;
}

/** One line for each step: `[status, out, err]`; of what follows only as much as is not empty. */
export function writeRecorded(name: string, answers: readonly Kept[]): void {
  const lines = answers.map(({ command, status, out, err }) => {
    const row = [command, status, out, err];
    while (row.length > 2 && row.at(-1) === '') row.pop();
    return JSON.stringify(row);
  });
  writeFileSync(join(here, 'recorded', `${name}.jsonl`), `${lines.join('\n')}\n`);
}

export function readRecorded(name: string): readonly Kept[] {
  const file = join(here, 'recorded', `${name}.jsonl`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [command, status, out = '', err = ''] = JSON.parse(line) as [string, number, string?, string?];
      return { command, status, out, err };
    });
}

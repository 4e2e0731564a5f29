import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SETTLE } from './command-group.ts';
import { exceptionFor } from './exceptions.ts';
import { groupNames, keep, readGroup, shortened, writeRecorded } from './recorded-answers.ts';
import { runOurs } from './run-ours.ts';
import { runReal } from './run-real.ts';

/** `compare` runs both kubectls and compares; `record` writes down what the real one answered as well. */
const mode = process.env.DIFFERENTIAL;
const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
const counts = { commands: 0, equal: 0, excepted: new Map<string, string>() };
const differences: string[] = [];

/** What `diff` shows of two texts: `-` is the real kubectl's. */
function lineDiff(real: string, ours: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-diff-'));
  writeFileSync(join(folder, 'real'), real);
  writeFileSync(join(folder, 'ours'), ours);
  const { stdout } = spawnSync('diff', ['-U1', 'real', 'ours'], { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return stdout.split('\n').slice(2).join('\n');
}

describe.skipIf(mode === undefined || !hasKubectl)('the real kubectl and ours, each on its own equal cluster', () => {
  for (const name of groupNames) {
    it.concurrent(name, { timeout: 1_200_000 }, async () => {
      const { steps } = readGroup(name);
      const real = await runReal(steps);
      const ours = await runOurs(steps);
      if (mode === 'record')
        writeRecorded(
          name,
          steps.map((step, index) => shortened(keep(step, real[index]!))),
        );
      const different: string[] = [];
      for (const [index, step] of steps.entries()) {
        if (step.command === SETTLE) continue;
        counts.commands++;
        const expected = keep(step, real[index]!);
        const answer = keep(step, ours[index]!);
        const exception = exceptionFor(name, step.command);
        if (exception !== undefined) counts.excepted.set(step.command, exception);
        const wrong = (['status', 'out', 'err'] as const).filter((part) => expected[part] !== answer[part]);
        if (wrong.length === 0) counts.equal++;
        else if (exception === undefined) {
          different.push(`${name}.txt:${step.line}`);
          differences.push(`=== ${name}.txt:${step.line}: ${step.command}`);
          for (const part of wrong) differences.push(`${part}:`, lineDiff(`${expected[part]}`, `${answer[part]}`));
        }
      }
      expect(different).toEqual([]);
    });
  }

  afterAll(() => {
    const { commands, equal, excepted } = counts;
    console.log(`${equal} of ${commands} commands are equal; ${excepted.size} are excepted:`);
    for (const [command, reason] of excepted) console.log(`  ${command}: ${reason}`);
    const file = process.env.DIFFERENTIAL_REPORT;
    if (file !== undefined) writeFileSync(file, `${differences.join('\n')}\n`);
  });
});

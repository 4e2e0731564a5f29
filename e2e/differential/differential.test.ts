import { describe, expect, it } from 'vitest';
import { exceptionFor } from './exceptions.ts';
import { groupNames, keep, readGroup, readRecorded, shortened } from './recorded-answers.ts';
import { runOurs } from './run-ours.ts';

/** What the real kubectl answered against `drydock serve` when it was recorded (see real-kubectl.test.ts). */
describe("our kubectl's answers are the real one's", () => {
  for (const name of groupNames) {
    it(name, async () => {
      const { steps } = readGroup(name);
      const recorded = readRecorded(name);
      expect(recorded.map(({ command }) => command)).toEqual(steps.map(({ command }) => command));
      const answers = await runOurs(steps);
      for (const [index, step] of steps.entries()) {
        const ours = shortened(keep(step, answers[index]!));
        const real = recorded[index]!;
        const where = `${name}.txt:${step.line}`;
        if (exceptionFor(name, step.command) !== undefined) continue;
        expect.soft({ where, ...ours }).toEqual({ where, ...real });
      }
    });
  }
});

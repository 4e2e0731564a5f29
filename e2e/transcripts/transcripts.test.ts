import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replayTranscript } from './replay-transcript.ts';
import { parseTranscript } from './transcript.ts';

const here = import.meta.dirname;

describe('what a real 1.33 cluster answered', () => {
  for (const file of readdirSync(here).filter((name) => name.endsWith('.t'))) {
    it(file, async () => {
      const steps = parseTranscript(readFileSync(join(here, file), 'utf8'));
      expect(steps.length).toBeGreaterThan(0);
      for (const { step, output, status } of await replayTranscript(steps)) {
        const where = `${file}:${step.line}: ${step.command}`;
        expect({ where, output, status }).toEqual({ where, output: step.output, status: step.status });
      }
    });
  }
});

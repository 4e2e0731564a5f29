import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createTestMachine } from './test-machine-for-test.ts';

/** Recorded from bash 5.2 with GNU coreutils; standard output and status only. */
const answers: { script: string; stdout: string; status: number }[] = JSON.parse(
  readFileSync(new URL('./bash-answers.json', import.meta.url), 'utf8'),
);

test.each(answers)('$script', async ({ script, stdout, status }) => {
  const result = await createTestMachine().run(script);
  expect({ stdout: result.out, status: result.status }).toEqual({ stdout, status });
});

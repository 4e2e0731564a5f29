import type { GradeSource, Outcome } from '../grade-source.ts';
import type { FileCheck } from '../pack.ts';

/** Passes when a file of the person holds exactly the given lines; blank lines and outer blanks do not count. */
export function checkFile(check: FileCheck, source: GradeSource): Outcome {
  const order = (lines: readonly string[]) => (check.anyOrder ? [...lines].sort() : lines);
  const wanted = order(check.lines);
  const expected = `${check.path} holds: ${wanted.join(' | ')}`;
  const text = source.readFile(check.path);
  if (text === undefined) return { passed: false, expected, found: `there is no file ${check.path}` };
  const lines = order(
    text
      .slice(0, 100_000)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
  const passed = lines.length === wanted.length && lines.every((line, i) => line === wanted[i]);
  return { passed, expected, found: lines.length === 0 ? 'an empty file' : lines.slice(0, 20).join(' | ') };
}

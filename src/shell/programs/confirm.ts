import type { ProgramIo } from '../program.ts';

/** Asks on standard error; whether the answer begins with y. */
export async function confirm(io: ProgramIo, question: string): Promise<boolean> {
  await io.stderr.write(question);
  return /^\s*y/i.test((await io.stdin.read()) ?? '');
}

import type { KubectlIo } from '../io.ts';
import { KubectlError } from '../kubectl-error.ts';

/** Runs $KUBECTL_EXTERNAL_DIFF, or `diff -u -N`, on two directories; returns 0 or 1. Models kubectl/pkg/cmd/diff DiffProgram. */
export async function runDiffProgram(from: string, to: string, io: KubectlIo): Promise<number> {
  const [program, ...options] = words(io.env.get('KUBECTL_EXTERNAL_DIFF') ?? '');
  const status = await io.run([quoted(program), ...options, quoted(from), quoted(to)].join(' '));
  if (status <= 1) return status;
  const why = status === 127 ? 'executable file not found in $PATH' : `exit status ${status}`;
  throw new KubectlError(`failed to run "${program}": ${why}`);
}

/** Only options of letters, digits, dashes and equals signs are passed on. */
function words(external: string): readonly [string, ...string[]] {
  if (external === '') return ['diff', '-u', '-N'];
  const [program = '', ...options] = external.split(' ');
  return [program, ...options.filter((option) => /^[a-zA-Z0-9-=]+$/.test(option))];
}

/** A word that the shell takes as it is. */
function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

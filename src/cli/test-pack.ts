import { provePack } from '../session/prove-pack.ts';
import { hostTurn } from './host-turn.ts';
import { parseFlags } from './options.ts';
import { readPackFolder } from './pack-folder.ts';
import { UsageError } from './usage-error.ts';

/** Proves a pack and prints a line a proof; exit status 1 when one fails. */
export async function runTestPack(args: readonly string[]): Promise<number> {
  const { positionals } = parseFlags({ args: [...args], options: {}, allowPositionals: true });
  const [folder, extra] = positionals;
  if (folder === undefined || extra !== undefined) throw new UsageError('usage: drydock test PACK');
  const proofs = await provePack(readPackFolder(folder), { hostTurn });
  for (const { task, what, problem } of proofs) {
    process.stdout.write(`${problem === undefined ? 'ok    ' : 'FAILED'} ${task}: ${what}\n`);
    if (problem !== undefined) process.stdout.write(`${problem.replace(/^/gm, '         ')}\n`);
  }
  const failed = proofs.filter(({ problem }) => problem !== undefined).length;
  process.stdout.write(`${proofs.length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

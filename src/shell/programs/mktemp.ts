import type { Program } from '../program.ts';
import { resolvePath } from '../resolve-path.ts';
import { parseOptions } from './parse-options.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Makes a file or directory with a name that nothing has yet. */
export function createMktemp(random: { int(below: number): number }): Program {
  return async (io) => {
    const options = parseOptions(io.args, 'dqut', 'p', { directory: 'd', 'dry-run': 'u', quiet: 'q' });
    const template = options.rest[0] ?? 'tmp.XXXXXXXXXX';
    const marks = /X{3,}(?=[^X]*$)/.exec(template)?.[0];
    if (marks === undefined) throw new Error(`too few X's in template '${template}'`);
    const anchored = options.rest[0] === undefined || options.has('t') || options.has('p');
    const base = anchored ? (options.values.get('p') ?? io.env.get('TMPDIR') ?? '/tmp') : io.cwd;
    for (;;) {
      const name = template.replace(/X{3,}(?=[^X]*$)/, (found) =>
        Array.from(found, () => LETTERS[random.int(LETTERS.length)]).join(''),
      );
      const path = resolvePath(base, name);
      if (io.files.kind(path) !== undefined) continue;
      if (!options.has('u')) {
        if (options.has('d')) io.files.makeDirectory(path);
        else io.files.write(path, '');
        io.files.chmod(path, options.has('d') ? 0o700 : 0o600);
      }
      await io.stdout.write(`${anchored ? path : name}\n`);
      return 0;
    }
  };
}

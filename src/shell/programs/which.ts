import type { Program } from '../program.ts';

export function which(names: () => readonly string[]): Program {
  return async (io) => {
    let status = 0;
    const known = new Set(names());
    for (const name of io.args.filter((arg) => !arg.startsWith('-'))) {
      if (known.has(name)) await io.stdout.write(`/usr/bin/${name}\n`);
      else status = 1;
    }
    return status;
  };
}

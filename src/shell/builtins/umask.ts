import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

/** Files are always made as under 0022: another mask is refused. */
export const umask: Builtin = async (state, args) => {
  const mask = args.find((arg) => !arg.startsWith('-'));
  if (mask === undefined) {
    const text = args.includes('-S') ? 'u=rwx,g=rx,o=rx' : '0022';
    await print(state, `${args.includes('-p') ? 'umask ' : ''}${text}\n`);
    return 0;
  }
  if (/^0*22$/.test(mask) || mask === 'u=rwx,g=rx,o=rx') return 0;
  await complain(state, 'umask: not simulated in Drydock: another mask than 0022');
  return 1;
};

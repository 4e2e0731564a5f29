import { decodeEscapes } from '../expansion/ansi-escapes.ts';
import { print } from '../interpreter/run-program.ts';
import type { Builtin } from './builtin.ts';

export const echo: Builtin = async (state, args) => {
  let newline = true;
  let escapes = false;
  let at = 0;
  for (; at < args.length && /^-[neE]+$/.test(args[at]!); at++) {
    for (const letter of args[at]!.slice(1)) {
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
    }
  }
  let text = args.slice(at).join(' ');
  if (escapes) {
    const decoded = decodeEscapes(text);
    text = decoded.text;
    if (decoded.stopped) newline = false;
  }
  await print(state, newline ? `${text}\n` : text);
  return 0;
};

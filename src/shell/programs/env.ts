import { quoteWord } from '../expansion/quote-word.ts';
import type { Program } from '../program.ts';

export const env: Program = async (io) => {
  const args = [...io.args];
  const changes: string[] = [];
  let clear = false;
  for (; args.length > 0; args.shift()) {
    const arg = args[0]!;
    if (arg === '-i' || arg === '-') clear = true;
    else if (arg === '-u') {
      args.shift();
      changes.push(`unset ${quoteWord(args[0] ?? '')}`);
    } else if (/^[A-Za-z_]\w*=/.test(arg)) {
      const equals = arg.indexOf('=');
      changes.push(`export ${arg.slice(0, equals)}=${quoteWord(arg.slice(equals + 1))}`);
    } else break;
  }
  const before = clear ? [...io.env.keys()].map((name) => `unset ${name}`) : [];
  const command = args.length === 0 ? 'printenv' : ['command', ...args].map(quoteWord).join(' ');
  return io.run([...before, ...changes, command].join('; '));
};

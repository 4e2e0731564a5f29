import { quoteWord } from '../expansion/quote-word.ts';
import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';
import { classifyName } from './classify-name.ts';

export const command: Builtin = async (state, args) => {
  if (args[0] === '-v' || args[0] === '-V') {
    let status = 1;
    for (const name of args.slice(1)) {
      const [kind, text] = classifyName(state, name);
      if (kind === '') {
        if (args[0] === '-V') await complain(state, `command: ${name}: not found`);
        continue;
      }
      status = 0;
      const short =
        kind === 'alias'
          ? `alias ${name}=${quoteWord(state.aliases.get(name)!)}`
          : kind === 'file' && !name.includes('/')
            ? `/usr/bin/${name}`
            : name;
      await print(state, `${args[0] === '-v' ? short : text}\n`);
    }
    return status;
  }
  const rest = args.filter((arg, index) => !(index === 0 && (arg === '-p' || arg === '--')));
  return rest.length === 0 ? 0 : state.host.interpreter.invoke(state, rest[0]!, rest.slice(1), false);
};

import type { Program } from '../program.ts';
import { eachInput } from './open-inputs.ts';

/** Prints everything: paging belongs to the terminal, which keeps what was scrolled away. */
export const less: Program = (io) =>
  eachInput(
    io,
    'less',
    io.args.filter((arg) => !/^[-+]./.test(arg)),
    async (reader) => {
      for (let chunk = await reader.read(); chunk !== undefined; chunk = await reader.read())
        await io.stdout.write(chunk);
    },
  );

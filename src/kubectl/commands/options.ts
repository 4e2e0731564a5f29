import type { KubectlCommand } from '../command.ts';
import { optionsHelp } from '../help-text.ts';

export const optionsCommand: KubectlCommand = {
  name: 'options',
  short: 'Print the list of flags inherited by all commands',
  usage: '',
  async run(_command, _context, io) {
    await io.stdout.write(optionsHelp());
    return 0;
  },
};

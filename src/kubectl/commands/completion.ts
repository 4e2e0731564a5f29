import type { KubectlCommand } from '../command.ts';
import { usageError } from '../kubectl-error.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'];

export const completionCommand: KubectlCommand = {
  name: 'completion',
  section: 'Settings Commands',
  short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  usage: 'SHELL',
  async run(command, _context, io) {
    const [shell, ...more] = command.args;
    if (shell === undefined) throw usageError(command, 'Shell not specified.');
    if (more.length > 0) throw usageError(command, 'Too many arguments. Expected only the shell type.');
    if (!shells.includes(shell)) throw usageError(command, `Unsupported shell type "${shell}".`);
    await io.stdout.write('# Completion of kubectl is built into the shell of Drydock; there is nothing to load.\n');
    return 0;
  },
};

import type { KubectlCommand } from '../command.ts';
import { KubectlError } from '../kubectl-error.ts';

export const pluginCommand: KubectlCommand = {
  name: 'plugin',
  short: 'Provides utilities for interacting with plugins',
  usage: '[flags]',
  subcommands: [
    {
      name: 'list',
      short: "List all visible plugin executables on a user's PATH",
      usage: '',
      flags: [
        {
          name: 'name-only',
          type: 'bool',
          help: 'If true, display only the binary name of each plugin, rather than its full path',
        },
      ],
      async run() {
        throw new KubectlError('unable to find any kubectl plugins in your PATH');
      },
    },
  ],
};

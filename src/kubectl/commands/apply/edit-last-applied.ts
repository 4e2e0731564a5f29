import type { KubectlCommand } from '../../command.ts';
import { notSimulated } from '../../kubectl-error.ts';
import { filenameFlags, printFlags } from '../write-flags.ts';

export const editLastAppliedCommand: KubectlCommand = {
  name: 'edit-last-applied',
  short: 'Edit latest last-applied-configuration annotations of a resource/object',
  usage: '(RESOURCE/NAME | -f FILENAME)',
  completes: 'resource-then-name',
  flags: [...filenameFlags, ...printFlags],
  async run() {
    throw notSimulated('apply edit-last-applied');
  },
};

import type { KubectlCommand } from '../../command.ts';
import { notSimulated } from '../../kubectl-error.ts';
import { setFlags } from './change-pod-specs.ts';

export const setSelectorCommand: KubectlCommand = {
  name: 'selector',
  short: 'Set the selector on a resource',
  usage: '(-f FILENAME | TYPE NAME)',
  completes: 'resource-then-name',
  flags: setFlags,
  async run() {
    throw notSimulated('set selector');
  },
};

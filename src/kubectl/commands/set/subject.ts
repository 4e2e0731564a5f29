import type { KubectlCommand } from '../../command.ts';
import { notSimulated } from '../../kubectl-error.ts';
import { setFlags } from './change-pod-specs.ts';

export const setSubjectCommand: KubectlCommand = {
  name: 'subject',
  short: 'Update the user, group, or service account in a role binding or cluster role binding',
  usage: '(-f FILENAME | TYPE NAME)',
  completes: 'resource-then-name',
  flags: [
    ...setFlags,
    { name: 'group', type: 'stringArray', help: 'Groups to bind to the role' },
    { name: 'serviceaccount', type: 'stringArray', help: 'Service accounts to bind to the role' },
    { name: 'user', type: 'stringArray', help: 'Usernames to bind to the role' },
  ],
  async run() {
    throw notSimulated('set subject');
  },
};

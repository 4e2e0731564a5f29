import type { KubectlCommand } from '../command.ts';
import { approveCommand } from './certificate/approve.ts';
import { denyCommand } from './certificate/deny.ts';

/** Models kubectl/pkg/cmd/certificates. */
export const certificateCommand: KubectlCommand = {
  name: 'certificate',
  section: 'Cluster Management Commands:',
  short: 'Modify certificate resources',
  long: 'Modify certificate resources.',
  usage: 'SUBCOMMAND',
  helpOnStdout: true,
  subcommands: [approveCommand, denyCommand],
};

import type { KubectlCommand } from '../command.ts';
import { canICommand } from './auth/can-i.ts';
import { reconcileCommand } from './auth/reconcile.ts';
import { whoAmICommand } from './auth/who-am-i.ts';

/** Models kubectl/pkg/cmd/auth. */
export const authCommand: KubectlCommand = {
  name: 'auth',
  section: 'Troubleshooting and Debugging Commands:',
  short: 'Inspect authorization',
  long: 'Inspect authorization.',
  usage: '[flags]',
  subcommands: [canICommand, reconcileCommand, whoAmICommand],
};

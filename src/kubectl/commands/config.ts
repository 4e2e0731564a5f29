import type { KubectlCommand } from '../command.ts';
import {
  currentContextCommand,
  getContextsCommand,
  renameContextCommand,
  setContextCommand,
  useContextCommand,
} from './config/contexts.ts';
import { setPropertyCommand, unsetPropertyCommand } from './config/properties.ts';
import {
  deleteEntryCommands,
  getEntryNamesCommands,
  setClusterCommand,
  setCredentialsCommand,
} from './config/set-entries.ts';
import { configViewCommand } from './config/view.ts';

/** Models kubectl/pkg/cmd/config. */
export const configCommand: KubectlCommand = {
  name: 'config',
  short: 'Modify kubeconfig files',
  long: `Modify kubeconfig files using subcommands like "kubectl config set current-context my-context".

 Where the settings come from:

  1.  From the file named by the --kubeconfig flag alone, if it is given.
  2.  Otherwise from the files listed in $KUBECONFIG, merged. A change goes to the file that holds what is changed; what is new goes to the first file that exists.
  3.  Otherwise from \${HOME}/.kube/config.`,
  usage: 'SUBCOMMAND',
  subcommands: [
    ...[
      currentContextCommand,
      ...deleteEntryCommands,
      ...getEntryNamesCommands,
      getContextsCommand,
      renameContextCommand,
      setPropertyCommand,
      setClusterCommand,
      setContextCommand,
      setCredentialsCommand,
      unsetPropertyCommand,
      useContextCommand,
      configViewCommand,
    ].sort((a, b) => (a.name < b.name ? -1 : 1)),
  ],
};

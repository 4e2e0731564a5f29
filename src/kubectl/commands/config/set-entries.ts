import { goQuote } from '../../../api/go-quote.ts';
import type { Flag, KubectlCommand } from '../../command.ts';
import type { JsonObject } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { startingKubeconfig } from '../../load-kubeconfig.ts';
import { certificateFields, without } from './certificate-fields.ts';
import { givenFields, one } from './contexts.ts';
import { type EntryList, hasEntry, withEntry, withoutEntry } from './entries.ts';
import { changeKubeconfig } from './write-config.ts';

const clusterFields: readonly Flag[] = [
  { name: 'server', type: 'string', help: 'server for the cluster entry in kubeconfig' },
  {
    name: 'certificate-authority',
    type: 'string',
    help: 'Path to certificate-authority file for the cluster entry in kubeconfig',
  },
  { name: 'tls-server-name', type: 'string', help: 'tls-server-name for the cluster entry in kubeconfig' },
  { name: 'proxy-url', type: 'string', help: 'proxy-url for the cluster entry in kubeconfig' },
];

export const setClusterCommand: KubectlCommand = {
  name: 'set-cluster',
  short: 'Set a cluster entry in kubeconfig',
  usage:
    'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com]',
  flags: [
    ...clusterFields,
    {
      name: 'insecure-skip-tls-verify',
      type: 'bool',
      help: 'insecure-skip-tls-verify for the cluster entry in kubeconfig',
    },
    { name: 'embed-certs', type: 'bool', help: 'embed-certs for the cluster entry in kubeconfig' },
  ],
  async run(command, _context, io) {
    const { flags } = command;
    const name = one(command);
    const certificates = certificateFields(flags, ['certificate-authority'], io);
    const more: JsonObject = flags.changed('insecure-skip-tls-verify')
      ? { 'insecure-skip-tls-verify': flags.bool('insecure-skip-tls-verify') }
      : {};
    changeKubeconfig(
      flags,
      io,
      (config) => hasEntry(config, 'clusters', name),
      (config) =>
        withEntry(config, 'clusters', name, (value) =>
          without({ ...value, ...givenFields(flags, clusterFields), ...more }, certificates),
        ),
    );
    await io.stdout.write(`Cluster ${goQuote(name)} set.\n`);
    return 0;
  },
};

const userFields: readonly Flag[] = [
  {
    name: 'client-certificate',
    type: 'string',
    help: 'Path to client-certificate file for the user entry in kubeconfig',
  },
  { name: 'client-key', type: 'string', help: 'Path to client-key file for the user entry in kubeconfig' },
  { name: 'token', type: 'string', help: 'token for the user entry in kubeconfig' },
  { name: 'username', type: 'string', help: 'username for the user entry in kubeconfig' },
  { name: 'password', type: 'string', help: 'password for the user entry in kubeconfig' },
];

export const setCredentialsCommand: KubectlCommand = {
  name: 'set-credentials',
  short: 'Set a user entry in kubeconfig',
  usage:
    'NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password]',
  flags: [
    ...userFields,
    { name: 'embed-certs', type: 'bool', help: 'Embed client cert/key for the user entry in kubeconfig' },
  ],
  async run(command, _context, io) {
    const { flags } = command;
    const name = one(command);
    const certificates = certificateFields(flags, ['client-certificate', 'client-key'], io);
    changeKubeconfig(
      flags,
      io,
      (config) => hasEntry(config, 'users', name),
      (config) =>
        withEntry(config, 'users', name, (value) =>
          without({ ...value, ...givenFields(flags, userFields) }, certificates),
        ),
    );
    await io.stdout.write(`User ${goQuote(name)} set.\n`);
    return 0;
  },
};

function deleteCommand(what: string, list: EntryList): KubectlCommand {
  return {
    name: `delete-${what}`,
    short: `Delete the specified ${what} from the kubeconfig`,
    usage: 'NAME',
    ...(what === 'context' ? { completes: 'contexts' as const } : {}),
    async run(command, _context, io) {
      const { flags, path } = command;
      const name = command.args[0];
      if (name === undefined || command.args.length !== 1)
        throw new KubectlError(`Unexpected args: [${command.args.join(' ')}]\nSee '${path} -h' for help and examples`);
      const config = startingKubeconfig(flags, io);
      const file = changeKubeconfig(
        flags,
        io,
        (one) => hasEntry(one, list, name),
        (one) => withoutEntry(one, list, name),
      );
      if (!hasEntry(config, list, name)) throw new KubectlError(`cannot delete ${what} ${name}, not in ${file}`);
      if (what === 'context' && config['current-context'] === name) {
        await io.stderr.write(
          'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
        );
      }
      await io.stdout.write(`deleted ${what} ${name} from ${file}\n`);
      return 0;
    },
  };
}

export const deleteEntryCommands: readonly KubectlCommand[] = [
  deleteCommand('cluster', 'clusters'),
  deleteCommand('context', 'contexts'),
  deleteCommand('user', 'users'),
];

function namesCommand(what: string, list: EntryList): KubectlCommand {
  return {
    name: `get-${list}`,
    short: `Display ${what} defined in the kubeconfig`,
    usage: '',
    async run({ flags }, _context, io) {
      const names = startingKubeconfig(flags, io)[list].map(({ name }) => name);
      await io.stdout.write(
        `NAME\n${names
          .toSorted()
          .map((name) => `${name}\n`)
          .join('')}`,
      );
      return 0;
    },
  };
}

export const getEntryNamesCommands: readonly KubectlCommand[] = [
  namesCommand('clusters', 'clusters'),
  namesCommand('users', 'users'),
];

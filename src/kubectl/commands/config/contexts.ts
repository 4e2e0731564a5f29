import { goQuote } from '../../../api/go-quote.ts';
import type { Flag, FlagValues, KubectlCommand } from '../../command.ts';
import { entryText, findEntry } from '../../kubeconfig.ts';
import { KubectlError, throwAll, usageError } from '../../kubectl-error.ts';
import { kubeconfigPaths, startingKubeconfig } from '../../load-kubeconfig.ts';
import { alignTabs, tableLayout } from '../../printers/tab-writer.ts';
import { hasEntry, withEntry, withoutEntry } from './entries.ts';
import { changeKubeconfig } from './write-config.ts';

export const currentContextCommand: KubectlCommand = {
  name: 'current-context',
  short: 'Display the current-context',
  usage: '',
  async run({ flags }, _context, io) {
    const name = startingKubeconfig(flags, io)['current-context'];
    if (name === '') throw new KubectlError('current-context is not set');
    await io.stdout.write(`${name}\n`);
    return 0;
  },
};

export const useContextCommand: KubectlCommand = {
  name: 'use-context',
  aliases: ['use'],
  short: 'Set the current-context in a kubeconfig file',
  usage: 'CONTEXT_NAME',
  completes: 'contexts',
  async run(command, _context, io) {
    const name = one(command);
    if (!hasEntry(startingKubeconfig(command.flags, io), 'contexts', name)) {
      throw new KubectlError(`no context exists with the name: ${goQuote(name)}`);
    }
    changeKubeconfig(
      command.flags,
      io,
      (config) => config['current-context'] !== '',
      (config) => ({ ...config, 'current-context': name }),
    );
    await io.stdout.write(`Switched to context ${goQuote(name)}.\n`);
    return 0;
  },
};

const contextFields: readonly Flag[] = [
  { name: 'cluster', type: 'string', help: 'cluster for the context entry in kubeconfig' },
  { name: 'user', type: 'string', help: 'user for the context entry in kubeconfig' },
  { name: 'namespace', shorthand: 'n', type: 'string', help: 'namespace for the context entry in kubeconfig' },
];

export const setContextCommand: KubectlCommand = {
  name: 'set-context',
  short: 'Set a context entry in kubeconfig',
  usage: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
  flags: [...contextFields, { name: 'current', type: 'bool', help: 'Modify the current context' }],
  completes: 'contexts',
  async run(command, _context, io) {
    const { flags, args } = command;
    if (args.length > 1 || (args.length === 0 && !flags.bool('current'))) {
      throw usageError(command, `Unexpected args: [${args.join(' ')}]`);
    }
    if (args.length > 0 && flags.bool('current'))
      throw new KubectlError('you cannot specify both a context name and --current');
    const config = startingKubeconfig(flags, io);
    const name = args[0] ?? config['current-context'];
    if (name === '') throw new KubectlError('no current context is set');
    const existed = hasEntry(config, 'contexts', name);
    changeKubeconfig(
      flags,
      io,
      (one) => hasEntry(one, 'contexts', name),
      (one) => withEntry(one, 'contexts', name, (value) => ({ ...value, ...givenFields(flags, contextFields) })),
    );
    await io.stdout.write(`Context ${goQuote(name)} ${existed ? 'modified' : 'created'}.\n`);
    return 0;
  },
};

/** The string flags a person gave, as fields. */
export function givenFields(flags: FlagValues, fields: readonly Flag[]): Record<string, string> {
  return Object.fromEntries(
    fields.filter(({ name }) => flags.changed(name)).map(({ name }) => [name, flags.string(name)]),
  );
}

/** The only argument of a command. */
export function one(command: { readonly path: string; readonly args: readonly string[] }): string {
  if (command.args.length !== 1) throw usageError(command, `Unexpected args: [${command.args.join(' ')}]`);
  return command.args[0]!;
}

export const renameContextCommand: KubectlCommand = {
  name: 'rename-context',
  short: 'Rename a context from the kubeconfig file',
  usage: 'CONTEXT_NAME NEW_NAME',
  completes: 'contexts',
  async run(command, _context, io) {
    const [from, to] = command.args;
    if (from === undefined || to === undefined || command.args.length !== 2) {
      throw usageError(command, `Unexpected args: [${command.args.join(' ')}]`);
    }
    const config = startingKubeconfig(command.flags, io);
    const value = findEntry(config.contexts, from);
    const path = kubeconfigPaths(command.flags, io)[0];
    if (value === undefined) throw new KubectlError(`cannot rename the context ${goQuote(from)}, it's not in ${path}`);
    if (hasEntry(config, 'contexts', to))
      throw new KubectlError(
        `cannot rename the context ${goQuote(from)}, the context ${goQuote(to)} already exists in ${path}`,
      );
    changeKubeconfig(
      command.flags,
      io,
      (file) => hasEntry(file, 'contexts', from),
      (file) => ({
        ...withEntry(withoutEntry(file, 'contexts', from), 'contexts', to, () => value),
        'current-context': file['current-context'] === from ? to : file['current-context'],
      }),
    );
    await io.stdout.write(`Context ${goQuote(from)} renamed to ${goQuote(to)}.\n`);
    return 0;
  },
};

export const getContextsCommand: KubectlCommand = {
  name: 'get-contexts',
  short: 'Describe one or many contexts',
  usage: '[(-o|--output=)name]',
  flags: [
    {
      name: 'no-headers',
      type: 'bool',
      help: "When using the default or custom-column output format, don't print headers (default print headers).",
    },
    { name: 'output', shorthand: 'o', type: 'string', values: ['name'], help: 'Output format. One of: (name).' },
  ],
  completes: 'contexts',
  async run({ flags, args }, _context, io) {
    const output = flags.string('output');
    if (output !== '' && output !== 'name') {
      throw new KubectlError(
        `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
      );
    }
    const config = startingKubeconfig(flags, io);
    const missing = args.filter((name) => !hasEntry(config, 'contexts', name));
    const names = (
      args.length > 0 ? args.filter((name) => !missing.includes(name)) : config.contexts.map(({ name }) => name)
    ).toSorted();
    const rows = names.map((name) => {
      if (output === 'name') return name;
      const entry = findEntry(config.contexts, name);
      const mark = name === config['current-context'] ? '*' : '';
      return [mark, name, entryText(entry, 'cluster'), entryText(entry, 'user'), entryText(entry, 'namespace')].join(
        '\t',
      );
    });
    if (output === '' && !flags.bool('no-headers')) rows.unshift('CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE');
    await io.stdout.write(alignTabs(rows.map((row) => `${row}\n`).join(''), tableLayout));
    throwAll(missing.map((name) => new KubectlError(`context ${name} not found`)));
    return 0;
  },
};

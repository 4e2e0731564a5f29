import type { KubectlCommand } from '../../command.ts';
import { isJsonObject, type JsonObject } from '../../json.ts';
import { entryText, findEntry, type Kubeconfig, kubeconfigToData, type NamedEntry } from '../../kubeconfig.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { startingKubeconfig } from '../../load-kubeconfig.ts';
import { objectPrinter } from '../../printers/object-printer.ts';
import { printFlags } from '../write-flags.ts';

export const configViewCommand: KubectlCommand = {
  name: 'view',
  short: 'Display merged kubeconfig settings or a specified kubeconfig file',
  usage: '[flags]',
  flags: [
    ...printFlags.map((flag) => (flag.name === 'output' ? { ...flag, default: 'yaml' } : flag)),
    {
      name: 'flatten',
      type: 'bool',
      help: 'Flatten the resulting kubeconfig file into self-contained output (useful for creating portable kubeconfig files)',
    },
    {
      name: 'merge',
      type: 'string',
      default: 'true',
      noValue: 'true',
      help: 'Merge the full hierarchy of kubeconfig files',
    },
    { name: 'minify', type: 'bool', help: 'Remove all information not used by current-context from the output' },
    { name: 'raw', type: 'bool', help: 'Display raw byte data and sensitive data' },
  ],
  async run({ flags, args, path }, _context, io) {
    if (args.length > 0) {
      throw new KubectlError(`unexpected arguments: [${args.join(' ')}]\nSee '${path} -h' for help and examples`);
    }
    let config = startingKubeconfig(flags, io);
    if (flags.bool('minify')) config = minified(config, flags.string('context'));
    if (!flags.bool('raw') && !flags.bool('flatten')) config = redacted(config);
    const print = objectPrinter(flags.string('output'), flags, io);
    const data = kubeconfigToData(config);
    const empty = (field: string) => (Array.isArray(data[field]) && data[field].length === 0 ? null : data[field]);
    await io.stdout.write(
      print({ ...data, clusters: empty('clusters'), contexts: empty('contexts'), users: empty('users') }),
    );
    return 0;
  },
};

/** Only what the current context uses. Models clientcmd/api MinifyConfig. */
function minified(config: Kubeconfig, chosen: string): Kubeconfig {
  const name = chosen || config['current-context'];
  if (name === '') throw new KubectlError('current-context must exist in order to minify');
  const context = findEntry(config.contexts, name);
  if (context === undefined) throw new KubectlError(`cannot locate context ${name}`);
  const only = (list: readonly NamedEntry[], wanted: string) => list.filter((entry) => entry.name === wanted);
  return {
    ...config,
    'current-context': name,
    contexts: only(config.contexts, name),
    clusters: only(config.clusters, entryText(context, 'cluster')),
    users: only(config.users, entryText(context, 'user')),
  };
}

const secretFields: Readonly<Record<string, string>> = {
  'certificate-authority-data': 'DATA+OMITTED',
  'client-certificate-data': 'DATA+OMITTED',
  'client-key-data': 'DATA+OMITTED',
  token: 'REDACTED',
  password: 'REDACTED',
};

/** Models clientcmd/api ShortenConfig and RedactSecrets. */
function redacted(config: Kubeconfig): Kubeconfig {
  const hide = (value: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, Object.hasOwn(secretFields, key) ? secretFields[key] : one]),
    );
  const hideAll = (list: readonly NamedEntry[]) =>
    list.map((entry) => ({ ...entry, value: isJsonObject(entry.value) ? hide(entry.value) : entry.value }));
  return { ...config, clusters: hideAll(config.clusters), users: hideAll(config.users) };
}

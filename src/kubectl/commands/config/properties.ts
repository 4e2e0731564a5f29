import { goQuote } from '../../../api/go-quote.ts';
import type { KubectlCommand } from '../../command.ts';
import { withoutPath, withPath } from '../../json.ts';
import { type Kubeconfig, kubeconfigFromData, kubeconfigToData } from '../../kubeconfig.ts';
import { KubectlError, usageError } from '../../kubectl-error.ts';
import { type EntryList, hasEntry, withEntry, withoutEntry } from './entries.ts';
import { changeKubeconfig } from './write-config.ts';

const lists: readonly string[] = ['clusters', 'users', 'contexts'];

/** `clusters.NAME.server` as list, name and field; the name may have dots. */
function steps(property: string): {
  readonly list?: EntryList;
  readonly name: string;
  readonly field: readonly string[];
  readonly first: string;
} {
  const parts = property.split('.');
  const first = parts[0] ?? '';
  if (!lists.includes(first)) return { name: '', field: parts, first };
  const rest = parts.slice(1);
  return {
    list: first as EntryList,
    name: rest.length > 1 ? rest.slice(0, -1).join('.') : (rest[0] ?? ''),
    field: rest.length > 1 ? [rest.at(-1)!] : [],
    first,
  };
}

export const setPropertyCommand: KubectlCommand = {
  name: 'set',
  short: 'Set an individual value in a kubeconfig file',
  usage: 'PROPERTY_NAME PROPERTY_VALUE',
  async run(command, _context, io) {
    const [property, value] = command.args;
    if (property === undefined || value === undefined || command.args.length !== 2) {
      throw usageError(command, `Unexpected args: [${command.args.join(' ')}]`);
    }
    const { list, name, field, first } = steps(property);
    const set = (config: Kubeconfig): Kubeconfig => {
      if (list !== undefined && field.length > 0) {
        const typed = value === 'true' || value === 'false' ? value === 'true' : value;
        return withEntry(config, list, name, (entry) => withPath(entry, field, typed));
      }
      if (first === 'current-context') return { ...config, 'current-context': value };
      if (first === 'preferences') return kubeconfigFromData(withPath(kubeconfigToData(config), field, value));
      throw new KubectlError(`unable to parse ${property}: no such property`);
    };
    changeKubeconfig(
      command.flags,
      io,
      (config) => (list === undefined ? config['current-context'] !== '' : hasEntry(config, list, name)),
      set,
    );
    await io.stdout.write(`Property ${goQuote(property)} set.\n`);
    return 0;
  },
};

export const unsetPropertyCommand: KubectlCommand = {
  name: 'unset',
  short: 'Unset an individual value in a kubeconfig file',
  usage: 'PROPERTY_NAME',
  async run(command, _context, io) {
    const property = command.args[0];
    if (property === undefined || command.args.length !== 1)
      throw usageError(command, `Unexpected args: [${command.args.join(' ')}]`);
    const { list, name, field, first } = steps(property);
    const unset = (config: Kubeconfig): Kubeconfig => {
      if (list !== undefined && field.length > 0) {
        if (!hasEntry(config, list, name)) throw new KubectlError(`current map key \`${name}\` is invalid`);
        return withEntry(config, list, name, (entry) => withoutPath(entry, field));
      }
      if (list !== undefined) return name === '' ? { ...config, [list]: [] } : withoutEntry(config, list, name);
      if (first === 'current-context') return { ...config, 'current-context': '' };
      throw new KubectlError(`unable to parse ${property}: no such property`);
    };
    changeKubeconfig(
      command.flags,
      io,
      (config) => (list === undefined ? config['current-context'] !== '' : hasEntry(config, list, name)),
      unset,
    );
    await io.stdout.write(`Property ${goQuote(property)} unset.\n`);
    return 0;
  },
};

import { addSources } from '../../generate/data-sources.ts';
import { notSimulated } from '../../kubectl-error.ts';
import { dataFlags, dataSources } from './data-flags.ts';
import { generatorCommand } from './generator-command.ts';
import { secretData } from './secret-object.ts';

export const createGenericSecretCommand = generatorCommand({
  name: 'generic',
  short: 'Create a secret from a local file, directory, or literal value',
  examples:
    '  # Create a new secret named my-secret with key1=supersecret and key2=topsecret\n  kubectl create secret generic my-secret --from-literal=key1=supersecret --from-literal=key2=topsecret',
  usage: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  flags: [...dataFlags('secret'), { name: 'type', type: 'string', help: 'The type of secret to create' }],
  namespaced: true,
  failure: 'failed to create secret',
  async generate(name, { flags }, _context, io) {
    if (flags.bool('append-hash')) throw notSimulated('create secret --append-hash');
    const data = secretData(name, flags.string('type'));
    addSources(dataSources(flags), 'secret', data.add, io);
    return data.object();
  },
});

import { typeAndMetadata } from '../../generate/generated.ts';
import { generatorCommand } from './generator-command.ts';

export const createNamespaceCommand = generatorCommand({
  name: 'namespace',
  aliases: ['ns'],
  short: 'Create a namespace with the specified name',
  examples: '  # Create a new namespace named my-namespace\n  kubectl create namespace my-namespace',
  usage: 'NAME [--dry-run=server|client|none]',
  flags: [],
  namespaced: false,
  failure: '',
  generate: async (name) => ({ ...typeAndMetadata('v1', 'Namespace', name), spec: {}, status: {} }),
});

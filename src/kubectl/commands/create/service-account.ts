import { typeAndMetadata } from '../../generate/generated.ts';
import { generatorCommand } from './generator-command.ts';

export const createServiceAccountCommand = generatorCommand({
  name: 'serviceaccount',
  aliases: ['sa'],
  short: 'Create a service account with the specified name',
  examples:
    '  # Create a new service account named my-service-account\n  kubectl create serviceaccount my-service-account',
  usage: 'NAME [--dry-run=server|client|none]',
  flags: [],
  namespaced: true,
  failure: 'failed to create serviceaccount:',
  generate: async (name) => typeAndMetadata('v1', 'ServiceAccount', name),
});

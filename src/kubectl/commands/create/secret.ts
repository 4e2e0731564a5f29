import type { KubectlCommand } from '../../command.ts';
import { createDockerRegistrySecretCommand } from './secret-docker-registry.ts';
import { createGenericSecretCommand } from './secret-generic.ts';
import { createTlsSecretCommand } from './secret-tls.ts';

export const createSecretCommand: KubectlCommand = {
  name: 'secret',
  short: 'Create a secret using a specified subcommand',
  long: `Create a secret with specified type.

 A docker-registry type secret is for accessing a container registry.

 A generic type secret indicate an Opaque secret type.

 A tls type secret holds TLS certificate and its associated key.`,
  usage: '(docker-registry | generic | tls)',
  subcommands: [createDockerRegistrySecretCommand, createGenericSecretCommand, createTlsSecretCommand],
};

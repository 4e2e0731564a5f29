import { encodeBase64, utf8Bytes } from '../../../api/base64.ts';
import { goJson } from '../../../api/go-json.ts';
import { addSources } from '../../generate/data-sources.ts';
import { present } from '../../generate/generated.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { generatorCommand } from './generator-command.ts';
import { secretData } from './secret-object.ts';

const configKey = '.dockerconfigjson';

export const createDockerRegistrySecretCommand = generatorCommand({
  name: 'docker-registry',
  short: 'Create a secret for use with a Docker registry',
  examples:
    '  # If you do not already have a .dockercfg file, create a dockercfg secret directly\n  kubectl create secret docker-registry my-secret --docker-server=DOCKER_REGISTRY_SERVER --docker-username=DOCKER_USER --docker-password=DOCKER_PASSWORD --docker-email=DOCKER_EMAIL',
  usage:
    'NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]',
  flags: [
    { name: 'docker-email', type: 'string', help: 'Email for Docker registry' },
    { name: 'docker-password', type: 'string', help: 'Password for Docker registry authentication' },
    {
      name: 'docker-server',
      type: 'string',
      default: 'https://index.docker.io/v1/',
      help: 'Server location for Docker registry',
    },
    { name: 'docker-username', type: 'string', help: 'Username for Docker registry authentication' },
    {
      name: 'from-file',
      type: 'stringSlice',
      help: 'Key files can be specified using their file path, in which case a default name of .dockerconfigjson will be given to them, or optionally with a name and file path, in which case the given name will be used.',
    },
  ],
  namespaced: true,
  failure: 'failed to create secret',
  async generate(name, { flags }, _context, io) {
    const username = flags.string('docker-username');
    const password = flags.string('docker-password');
    const server = flags.string('docker-server');
    const files = flags.list('from-file').map((file) => (file.includes('=') ? file : `${configKey}=${file}`));
    if (files.length === 0 && (username === '' || password === '' || server === '')) {
      throw new KubectlError(
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      );
    }
    const data = secretData(name, 'kubernetes.io/dockerconfigjson');
    if (files.length > 0) addSources({ literals: [], files, envFiles: [] }, 'secret', data.add, io);
    else {
      const entry = {
        username,
        password,
        ...present('email', flags.string('docker-email')),
        auth: encodeBase64(utf8Bytes(`${username}:${password}`)),
      };
      data.add(configKey, goJson({ auths: { [server]: entry } }, '', { keys: 'as given' }));
    }
    return data.object();
  },
});

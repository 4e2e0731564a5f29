import { goJson } from '../../api/go-json.ts';
import { writeYaml } from '../../api/yaml.ts';
import type { KubectlCommand } from '../command.ts';
import { readText } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';

/** The version of Kubernetes this kubectl follows. */
const clientVersion = {
  major: '1',
  minor: '33',
  gitVersion: 'v1.33.0',
  gitTreeState: 'clean',
  goVersion: 'go1.24.2',
  compiler: 'gc',
  platform: 'linux/amd64',
};
const kustomizeVersion = 'v5.6.0';

export const versionCommand: KubectlCommand = {
  name: 'version',
  short: 'Print the client and server version information',
  examples: '# Print the client and server versions for the current context\nkubectl version',
  usage: '[flags]',
  flags: [
    { name: 'client', type: 'bool', help: 'If true, shows client version only (no server required).' },
    { name: 'output', shorthand: 'o', type: 'string', values: ['json', 'yaml'], help: "One of 'yaml' or 'json'." },
  ],
  async run({ flags, args }, context, io) {
    if (args.length > 0) throw new KubectlError(`extra arguments: [${args.join(' ')}]`);
    const output = flags.string('output');
    if (output !== '' && output !== 'yaml' && output !== 'json')
      throw new KubectlError("--output must be 'yaml' or 'json'");
    const server = flags.bool('client') ? undefined : (await context.raw({ method: 'GET', path: '/version' })).body;
    const all = { clientVersion, kustomizeVersion, ...(server === undefined ? {} : { serverVersion: server }) };
    if (output === 'json') await io.stdout.write(`${goJson(all, '  ', { keys: 'as given' })}\n`);
    else if (output === 'yaml') await io.stdout.write(`${writeYaml(all)}\n`);
    else {
      await io.stdout.write(`Client Version: ${clientVersion.gitVersion}\nKustomize Version: ${kustomizeVersion}\n`);
      if (server !== undefined) await io.stdout.write(`Server Version: ${readText(server, 'gitVersion')}\n`);
    }
    return 0;
  },
};

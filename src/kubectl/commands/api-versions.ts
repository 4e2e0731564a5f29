import type { KubectlCommand } from '../command.ts';
import { usageError } from '../kubectl-error.ts';

export const apiVersionsCommand: KubectlCommand = {
  name: 'api-versions',
  short: 'Print the supported API versions on the server, in the form of "group/version"',
  examples: '# Print the supported API versions\nkubectl api-versions',
  usage: '',
  async run(command, context, io) {
    if (command.args.length > 0) throw usageError(command, `unexpected arguments: [${command.args.join(' ')}]`);
    const { groupVersions } = await context.discovered();
    await io.stdout.write(
      [...groupVersions]
        .sort()
        .map((one) => `${one}\n`)
        .join(''),
    );
    return 0;
  },
};

import { goJson } from '../../../api/go-json.ts';
import { goQuote } from '../../../api/go-quote.ts';
import { writeYaml } from '../../../api/yaml.ts';
import { lastAppliedOf } from '../../apply/last-applied.ts';
import type { KubectlCommand } from '../../command.ts';
import { KubectlError, usageError } from '../../kubectl-error.ts';
import { buildResources } from '../../resource-builder.ts';
import { allFlag, builderFlags, filenameFlags, selectorFlag } from '../write-flags.ts';

/** Models kubectl/pkg/cmd/apply/apply_view_last_applied.go. */
export const viewLastAppliedCommand: KubectlCommand = {
  name: 'view-last-applied',
  short: 'View the latest last-applied-configuration annotations of a resource/object',
  examples: `  # View the last-applied-configuration annotations by type/name in YAML
  kubectl apply view-last-applied deployment/nginx

  # View the last-applied-configuration annotations by file in JSON
  kubectl apply view-last-applied -f deploy.yaml -o json`,
  usage: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  completes: 'resource-then-name',
  flags: [
    allFlag,
    ...filenameFlags,
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      default: 'yaml',
      help: 'Output format. Must be one of (yaml, json)',
      values: ['yaml', 'json'],
    },
    selectorFlag,
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    const found = await buildResources({ ...builderFlags(flags), args, latest: true }, context, io);
    const texts: string[] = [];
    await found.visit(async (info) => {
      const text = lastAppliedOf(info.object ?? {});
      if (text === undefined) {
        // kubectl wraps an error that it does not have: what the server sent is passed over in silence.
        if (info.source === '') return;
        throw new KubectlError(
          `error when no last-applied-configuration annotation found on resource: ${info.name}\n ${goQuote(info.source)}: <nil>`,
        );
      }
      texts.push(text);
    });
    const output = flags.string('output');
    for (const text of texts) {
      const value: unknown = JSON.parse(text);
      if (output === 'json') await io.stdout.write(`${goJson(value, '  ')}\n`);
      else if (output === 'yaml') await io.stdout.write(writeYaml(value));
      else {
        throw usageError(command, `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`);
      }
    }
    return 0;
  },
};

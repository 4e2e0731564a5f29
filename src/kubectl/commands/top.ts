import type { KubectlCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import { KubectlError, notSimulated, usageError } from '../kubectl-error.ts';
import { selectorFlag } from './write-flags.ts';

const sortFlag = (things: string) => ({
  name: 'sort-by',
  type: 'string' as const,
  help: `If non-empty, sort ${things} list using specified field. The field can be either 'cpu' or 'memory'.`,
  values: ['cpu', 'memory'],
});
const noHeadersFlag = {
  name: 'no-headers',
  type: 'bool' as const,
  help: 'If present, print output without headers',
};

/** Models kubectl/pkg/cmd/top. Drydock has no metrics-server, so this is what a cluster without one answers. */
export const topCommand: KubectlCommand = {
  name: 'top',
  section: 'Cluster Management Commands:',
  short: 'Display resource (CPU/memory) usage',
  usage: '',
  subcommands: [
    {
      name: 'node',
      aliases: ['nodes', 'no'],
      short: 'Display resource (CPU/memory) usage of nodes',
      usage: '[NAME | -l label]',
      completes: 'name:nodes',
      flags: [
        noHeadersFlag,
        selectorFlag,
        {
          name: 'show-capacity',
          type: 'bool',
          help: 'Print node resources based on Capacity instead of Allocatable(default) of the nodes.',
        },
        sortFlag('nodes'),
        {
          name: 'use-protocol-buffers',
          type: 'bool',
          default: 'true',
          help: 'Enables using protocol-buffers to access Metrics API.',
        },
      ],
      async run(command, context) {
        const { args, flags } = command;
        if (args.length > 1) throw usageError(command, 'node [NAME | -l label]');
        checkSort(flags.string('sort-by'));
        if (args.length > 0 && flags.string('selector') !== '')
          throw new KubectlError('only one of NAME or --selector can be provided');
        return refuse(context);
      },
    },
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      short: 'Display resource (CPU/memory) usage of pods',
      usage: '[NAME | -l label]',
      completes: 'name:pods',
      flags: [
        { name: 'all-namespaces', shorthand: 'A', type: 'bool', help: 'If present, list across all namespaces.' },
        { name: 'containers', type: 'bool', help: 'If present, print usage of containers within a pod.' },
        { name: 'field-selector', type: 'string', help: 'Selector (field query) to filter on.' },
        noHeadersFlag,
        selectorFlag,
        sortFlag('pods'),
        { name: 'sum', type: 'bool', help: 'Print the sum of the resource usage' },
        {
          name: 'use-protocol-buffers',
          type: 'bool',
          default: 'true',
          help: 'Enables using protocol-buffers to access Metrics API.',
        },
      ],
      async run(command, context) {
        const { args, flags } = command;
        if (args.length > 1) throw usageError(command, 'pod [NAME | -l label]');
        checkSort(flags.string('sort-by'));
        if (args.length > 0 && (flags.string('selector') !== '' || flags.string('field-selector') !== ''))
          throw new KubectlError('only one of NAME or selector can be provided');
        return refuse(context);
      },
    },
  ],
};

function checkSort(by: string): void {
  if (by !== '' && by !== 'cpu' && by !== 'memory') throw new KubectlError('--sort-by accepts only cpu or memory');
}

async function refuse(context: KubectlContext): Promise<never> {
  const { groupVersions } = await context.discovered();
  if (groupVersions.some((one) => one.startsWith('metrics.k8s.io/'))) throw notSimulated('kubectl top');
  throw new KubectlError('Metrics API not available');
}

import type { KubectlCommand } from '../command.ts';
import type { ApiResource } from '../context.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { alignTabs, tableLayout } from '../printers/tab-writer.ts';

/** Models kubectl/pkg/cmd/apiresources. */
export const apiResourcesCommand: KubectlCommand = {
  name: 'api-resources',
  short: 'Print the supported API resources on the server',
  examples: `# Print the supported API resources
kubectl api-resources

# Print the supported API resources with more information
kubectl api-resources -o wide

# Print the supported namespaced resources
kubectl api-resources --namespaced=true

# Print the supported API resources with a specific APIGroup
kubectl api-resources --api-group=apps`,
  usage: '[flags]',
  flags: [
    { name: 'api-group', type: 'string', help: 'Limit to resources in the specified API group.' },
    { name: 'cached', type: 'bool', help: 'Use the cached list of resources if available.' },
    { name: 'categories', type: 'stringSlice', help: 'Limit to resources that belong to the specified categories.' },
    {
      name: 'namespaced',
      type: 'bool',
      default: 'true',
      help: 'If false, non-namespaced resources will be returned, otherwise returning namespaced resources by default.',
    },
    {
      name: 'no-headers',
      type: 'bool',
      help: "When using the default or custom-column output format, don't print headers (default print headers).",
    },
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      values: ['wide', 'name'],
      help: 'Output format. One of: (wide, name).',
    },
    {
      name: 'sort-by',
      type: 'string',
      values: ['name', 'kind'],
      help: "If non-empty, sort list of resources using specified field. The field can be either 'name' or 'kind'.",
    },
    { name: 'verbs', type: 'stringSlice', help: 'Limit to resources that support the specified verbs.' },
  ],
  async run(command, context, io) {
    const { flags, args } = command;
    if (args.length > 0) throw usageError(command, `unexpected arguments: [${args.join(' ')}]`);
    const output = flags.string('output');
    if (!['', 'wide', 'name'].includes(output)) throw new KubectlError(`--output ${output} is not available`);
    const sortBy = flags.string('sort-by');
    if (!['', 'name', 'kind'].includes(sortBy)) throw new KubectlError('--sort-by accepts only name or kind');
    const wanted = (one: ApiResource) =>
      (!flags.changed('api-group') || one.group === flags.string('api-group')) &&
      (!flags.changed('namespaced') || one.namespaced === flags.bool('namespaced')) &&
      flags.list('verbs').every((verb) => one.verbs.includes(verb)) &&
      flags.list('categories').every((category) => one.categories.includes(category)) &&
      one.verbs.length > 0;
    const order = (one: ApiResource) =>
      sortBy === 'kind' ? one.kind : sortBy === 'name' ? one.plural : `${one.group}\0${one.plural}`;
    const found = preferred(await context.resources())
      .filter(wanted)
      .toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
    const rows = found.map((one) => row(one, output));
    if (output !== 'name' && !flags.bool('no-headers')) {
      rows.unshift(`NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND${output === 'wide' ? '\tVERBS\tCATEGORIES' : ''}`);
    }
    await io.stdout.write(alignTabs(rows.map((line) => `${line}\n`).join(''), tableLayout));
    return 0;
  },
};

/** Each resource once, in its group's first version that has it. Models discovery ServerPreferredResources. */
function preferred(resources: readonly ApiResource[]): readonly ApiResource[] {
  const names = new Set<string>();
  return resources.filter(({ group, plural }) => {
    const name = `${plural}.${group}`;
    return !names.has(name) && names.add(name);
  });
}

function row(one: ApiResource, output: string): string {
  if (output === 'name') return one.group === '' ? one.plural : `${one.plural}.${one.group}`;
  const apiVersion = one.group === '' ? one.version : `${one.group}/${one.version}`;
  const cells = [one.plural, one.shortNames.join(','), apiVersion, String(one.namespaced), one.kind];
  if (output === 'wide') cells.push([...one.verbs].sort().join(','), one.categories.join(','));
  return cells.join('\t');
}

import type { KubectlCommand, ParsedCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { getFlags } from './get/get-flags.ts';
import { getGeneric } from './get/get-generic.ts';
import { getTables } from './get/get-tables.ts';
import { watchObjects } from './get/watch-objects.ts';
import { sendRaw } from './raw-request.ts';

/** Models kubectl/pkg/cmd/get. */
export const getCommand: KubectlCommand = {
  name: 'get',
  knownAs: ['list', 'ps'],
  section: 'Basic Commands (Intermediate)',
  short: 'Display one or many resources',
  long: `Display one or many resources.

 Prints a table of the most important information about the specified resources. A label selector (--selector) filters the list. For namespaced resources only the current namespace is shown, unless another one or all of them are asked for.

Use "kubectl api-resources" for a complete list of supported resources.`,
  examples: `# List all pods as a table
kubectl get pods

# List all pods with more columns, such as the node
kubectl get pods -o wide

# Show one DaemonSet as YAML
kubectl get ds web -o yaml

# Return only the phase of one pod
kubectl get pod web -o jsonpath='{.status.phase}'

# Choose the columns
kubectl get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName

# List several kinds together
kubectl get ds,pods`,
  usage:
    '[(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]',
  flags: getFlags,
  completes: 'resource-then-name',
  async run(command, context, io) {
    const { flags, args } = command;
    if (flags.string('raw') !== '') return getRaw(command, context, io);
    const watches = flags.bool('watch') || flags.bool('watch-only');
    if (watches && flags.string('sort-by') !== '') {
      const which = flags.bool('watch')
        ? '--watch requested, --sort-by will be ignored for watch events received'
        : '--watch-only requested, --sort-by will be ignored';
      await io.stderr.write(`warning: ${which}\n`);
    }
    if (!watches && args.length === 0 && flags.list('filename').length === 0 && flags.string('kustomize') === '') {
      await io.stderr.write(
        'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
      );
      throw usageError(
        command,
        'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
      );
    }
    const output = flags.string('output');
    if (flags.bool('show-labels') && output !== '' && output !== 'wide') {
      throw new KubectlError(`--show-labels option cannot be used with ${output} printer`);
    }
    if (flags.bool('output-watch-events') && !watches) {
      throw new KubectlError('--output-watch-events option can only be used with --watch or --watch-only');
    }
    if (watches) return watchObjects(command, context, io);
    const asTable = (output === '' && flags.string('template') === '') || output === 'wide';
    return asTable ? getTables(command, context, io) : getGeneric(command, context, io);
  },
};

async function getRaw(command: ParsedCommand, context: KubectlContext, io: KubectlIo): Promise<number> {
  const { flags, args } = command;
  if (args.length > 0) throw new KubectlError('arguments may not be passed when --raw is specified');
  if (flags.bool('watch') || flags.bool('watch-only') || flags.string('selector') !== '') {
    throw new KubectlError(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    );
  }
  if (flags.string('output') !== '') throw new KubectlError('--raw and --output are mutually exclusive');
  return sendRaw('GET', flags.string('raw'), undefined, context, io);
}

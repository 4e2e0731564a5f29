import { ApiError } from '../../api/api-error.ts';
import { goQuote } from '../../api/go-quote.ts';
import { jsonEqual } from '../../api/json-equal.ts';
import { parseYamlDocuments } from '../../api/yaml.ts';
import type { FlagValues, KubectlCommand } from '../command.ts';
import type { KubectlIo } from '../io.ts';
import { KubectlError } from '../kubectl-error.ts';
import { buildResources } from '../resource-builder.ts';
import { patchContentTypes, sendPatch } from './patch-info.ts';
import { patchLocally } from './patch-locally.ts';
import { resultPrinter } from './result-printer.ts';
import { sendRecord } from './send-record.ts';
import {
  builderFlags,
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  filenameFlags,
  localFlag,
  printFlags,
  recordFlag,
  writeQuery,
} from './write-flags.ts';

/** Models kubectl/pkg/cmd/patch. */
export const patchCommand: KubectlCommand = {
  name: 'patch',
  section: 'Advanced Commands:',
  short: 'Update fields of a resource',
  long: `Update fields of a resource using strategic merge patch, a JSON merge patch, or a JSON patch.

 JSON and YAML formats are accepted.

 Note: Strategic merge patch is not supported for custom resources.`,
  examples: `  # Partially update a node using a strategic merge patch, specifying the patch as JSON
  kubectl patch node k8s-node-1 -p '{"spec":{"unschedulable":true}}'

  # Update a container's image; spec.containers[*].name is required because it's a merge key
  kubectl patch pod valid-pod -p '{"spec":{"containers":[{"name":"kubernetes-serve-hostname","image":"new image"}]}}'

  # Update a container's image using a JSON patch with positional arrays
  kubectl patch pod valid-pod --type='json' -p='[{"op": "replace", "path": "/spec/containers/0/image", "value":"new image"}]'

  # Update a deployment's replicas through the 'scale' subresource using a merge patch
  kubectl patch deployment nginx-deployment --subresource='scale' --type='merge' -p '{"spec":{"replicas":2}}'`,
  usage: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  completes: 'resource-then-name',
  flags: [
    dryRunFlag,
    fieldManagerFlag('kubectl-patch'),
    ...filenameFlags,
    localFlag,
    { name: 'patch', shorthand: 'p', type: 'string', help: 'The patch to be applied to the resource JSON file.' },
    { name: 'patch-file', type: 'string', help: 'A file containing a patch to be applied to the resource.' },
    recordFlag,
    {
      name: 'subresource',
      type: 'string',
      help: 'If specified, patch will operate on the subresource of the requested object. Must be one of [status scale resize].',
      values: ['status', 'scale', 'resize'],
    },
    {
      name: 'type',
      type: 'string',
      default: 'strategic',
      help: 'The type of patch being provided; one of [json merge strategic]',
      values: ['json', 'merge', 'strategic'],
    },
    ...printFlags,
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    const dryRun = dryRunOf(flags);
    const local = flags.bool('local');
    const given = flags.string('patch');
    const file = flags.string('patch-file');
    if (given !== '' && file !== '') throw new KubectlError('cannot specify --patch and --patch-file together');
    if (given === '' && file === '') {
      throw new KubectlError('must specify --patch or --patch-file containing the contents of the patch');
    }
    if (local && args.length > 0) throw new KubectlError('cannot specify --local and server resources');
    if (local && dryRun === 'server') {
      throw new KubectlError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    }
    const type = (flags.string('type') || 'strategic').toLowerCase();
    if (type !== 'json' && type !== 'merge' && type !== 'strategic') {
      throw new KubectlError(`--type must be one of [json merge strategic], not ${goQuote(flags.string('type'))}`);
    }
    const patch = readPatch(flags, io);
    const subresource = flags.string('subresource');
    const found = await buildResources(
      { ...builderFlags(flags), args, subresource, continueOnError: true },
      context,
      io,
    );
    // Kubernetes leaves out `(dry run)` here.
    const printer = resultPrinter(flags, 'none', io);
    let count = 0;
    await found.visit(async (info) => {
      count++;
      const before = info.object ?? {};
      const sends = !local && dryRun !== 'client';
      const target = subresource === '' ? info : { ...info, subresource };
      const after = sends
        ? await sendPatch(target, type, patch, writeQuery(flags, dryRun), context).catch((error: unknown) => {
            if (error instanceof ApiError && error.reason === 'UnsupportedMediaType') {
              const { group, version, kind } = info.resource;
              throw new KubectlError(
                `${patchContentTypes[type]} is not supported by ${group}/${version}, Kind=${kind}: ${error.message}`,
              );
            }
            throw error;
          })
        : patchLocally(type, before, patch);
      const shown = sends ? await sendRecord(info, after, command, context) : after;
      await printer.print(shown, jsonEqual(before, after) ? 'patched (no change)' : 'patched');
    });
    if (count === 0) throw new KubectlError('no objects passed to patch');
    return 0;
  },
};

/** The patch as JSON where it can be read so; text that is no YAML either goes to the server, which complains. */
function readPatch(flags: FlagValues, io: KubectlIo): unknown {
  const file = flags.string('patch-file');
  const text = file === '' ? flags.string('patch') : io.files.read(file);
  if (text === undefined) throw new KubectlError(`unable to read patch file: open ${file}: no such file or directory`);
  // Text in braces is taken for JSON and sent as it is. Models apimachinery yaml.ToJSON.
  if (/^\s*\{/.test(text)) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  }
  const [document, ...more] = parseYamlDocuments(text);
  if (document?.error !== undefined || more.length > 0) {
    const problem = document?.error?.message ?? 'yaml: expected a single document';
    throw new KubectlError(`unable to parse ${goQuote(flags.string('patch'))}: ${problem}`);
  }
  return document?.value ?? null;
}

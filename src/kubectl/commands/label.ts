import { goJson } from '../../api/go-json.ts';
import { goQuote } from '../../api/go-quote.ts';
import { isValidLabelValue } from '../../api/names.ts';
import { createMergePatch } from '../../api/patch/merge-patch.ts';
import type { KubectlCommand } from '../command.ts';
import { isJsonObject, type JsonObject, readPath, withoutPath, withPath } from '../json.ts';
import { ErrorList, KubectlError } from '../kubectl-error.ts';
import { buildResources } from '../resource-builder.ts';
import { recorded } from './change-cause.ts';
import { type PairChanges, resourcesAndPairs } from './pairs.ts';
import { sendPatch } from './patch-info.ts';
import { resultPrinter } from './result-printer.ts';
import {
  allFlag,
  builderFlags,
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  fieldSelectorFlag,
  filenameFlags,
  hasFiles,
  localFlag,
  printFlags,
  recordFlag,
  selectorFlag,
  writeQuery,
} from './write-flags.ts';

/** Models kubectl/pkg/cmd/label. */
export const labelCommand: KubectlCommand = {
  name: 'label',
  section: 'Settings Commands:',
  short: 'Update the labels on a resource',
  long: `Update the labels on a resource.

  *  A label key and value must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters each.
  *  Optionally, the key can begin with a DNS subdomain prefix and a single '/', like example.com/my-app.
  *  If --overwrite is true, then existing labels can be overwritten, otherwise attempting to overwrite a label will result in an error.
  *  If --resource-version is specified, then updates will use this resource version, otherwise the existing resource-version will be used.`,
  examples: `  # Update pod 'foo' with the label 'unhealthy' and the value 'true'
  kubectl label pods foo unhealthy=true

  # Update pod 'foo' with the label 'status' and the value 'unhealthy', overwriting any existing value
  kubectl label --overwrite pods foo status=unhealthy

  # Update all pods in the namespace
  kubectl label pods --all status=unhealthy

  # Update pod 'foo' by removing a label named 'bar' if it exists
  kubectl label pods foo bar-`,
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  completes: 'resource-then-name',
  flags: [
    allFlag,
    {
      name: 'all-namespaces',
      shorthand: 'A',
      type: 'bool',
      help: 'If true, check the specified action in all namespaces.',
    },
    dryRunFlag,
    fieldManagerFlag('kubectl-label'),
    fieldSelectorFlag,
    ...filenameFlags,
    { name: 'list', type: 'bool', help: 'If true, display the labels for a given resource.' },
    localFlag,
    {
      name: 'overwrite',
      type: 'bool',
      help: 'If true, allow labels to be overwritten, otherwise reject label updates that overwrite existing labels.',
    },
    recordFlag,
    {
      name: 'resource-version',
      type: 'string',
      help: 'If non-empty, the labels update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.',
    },
    selectorFlag,
    ...printFlags,
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    const dryRun = dryRunOf(flags);
    const { resources, pairs } = resourcesAndPairs(args, 'label');
    const changes = parseLabels(pairs);
    const list = flags.bool('list');
    const local = flags.bool('local');
    if (list && flags.string('output') !== '')
      throw new KubectlError('--list and --output may not be specified together');
    if (flags.bool('all') && flags.string('selector') !== '') {
      throw new KubectlError('cannot set --all and --selector at the same time');
    }
    if (flags.bool('all') && flags.string('field-selector') !== '') {
      throw new KubectlError('cannot set --all and --field-selector at the same time');
    }
    if (local) {
      if (dryRun === 'server') {
        throw new KubectlError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
      }
      if (resources.length > 0) {
        throw new KubectlError(
          'can only use local files by -f pod.yaml or --filename=pod.json when --local=true is set',
        );
      }
      if (!hasFiles(flags)) {
        throw new KubectlError('one or more files must be specified as -f pod.yaml or --filename=pod.json');
      }
    } else if (resources.length === 0 && !hasFiles(flags)) {
      throw new KubectlError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    }
    if (changes.set.size === 0 && changes.remove.length === 0 && !list) {
      throw new KubectlError('at least one label update is required');
    }
    const printer = resultPrinter(flags, dryRun, io);
    const found = await buildResources(
      {
        ...builderFlags(flags),
        // Kubernetes ignores --all beside names here.
        all: flags.bool('all') && resources.length < 2,
        args: resources,
        continueOnError: true,
        latest: !local,
      },
      context,
      io,
    );
    const version = flags.string('resource-version');
    if (!found.singleItemImplied && version !== '') {
      throw new KubectlError('--resource-version may only be used with a single resource');
    }
    const overwrite = flags.bool('overwrite');
    await found.visit(async (info) => {
      const read = info.object ?? {};
      const before = version === '' ? read : withoutPath(read, ['metadata', 'resourceVersion']);
      const sends = dryRun !== 'client' && !local && !list;
      if (sends) {
        for (const key of changes.remove) {
          if (readPath(before, 'metadata', 'labels', key) === undefined) {
            await io.stdout.write(`label ${goQuote(key)} not found.\n`);
          }
        }
      }
      const relabelled = relabel(before, changes, overwrite, version);
      const after = sends ? recorded(relabelled, command) : relabelled;
      if (sends) {
        await sendPatch(info, 'merge', createMergePatch(before, after), writeQuery(flags, dryRun), context);
      }
      if (list) {
        const indent = found.singleItemImplied ? '' : ' ';
        if (indent !== '') {
          await io.stdout.write(`Listing labels for ${info.resource.kind}.${info.resource.group}/${info.name}:\n`);
        }
        for (const [key, value] of Object.entries(labelsOf(after)))
          await io.stdout.write(`${indent}${key}=${String(value)}\n`);
        return;
      }
      await printer.print(after, changeWord(before, after, overwrite));
    });
    return 0;
  },
};

function labelsOf(object: JsonObject): JsonObject {
  const labels = readPath(object, 'metadata', 'labels');
  return isJsonObject(labels) ? labels : {};
}

/** Models kubectl/pkg/cmd/label parseLabels. */
export function parseLabels(specs: readonly string[]): PairChanges {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const spec of specs) {
    if (spec.includes('=')) {
      const parts = spec.split('=');
      const [key = '', value = ''] = parts;
      if (parts.length !== 2) throw new KubectlError(`invalid label spec: ${spec}`);
      const wrong = isValidLabelValue(value);
      if (wrong.length > 0) throw new KubectlError(`invalid label value: ${goQuote(spec)}: ${wrong.join(';')}`);
      set.set(key, value);
    } else if (spec.endsWith('-')) remove.push(spec.slice(0, -1));
    else throw new KubectlError(`unknown label spec: ${spec}`);
  }
  if (remove.some((key) => set.has(key))) {
    throw new KubectlError('can not both modify and remove a label in the same command');
  }
  return { set, remove };
}

/** Models kubectl/pkg/cmd/label labelFunc. */
export function relabel(object: JsonObject, changes: PairChanges, overwrite: boolean, version = ''): JsonObject {
  const labels = labelsOf(object);
  if (!overwrite) {
    const taken = [...changes.set].filter(([key, value]) => Object.hasOwn(labels, key) && labels[key] !== value);
    if (taken.length > 0) {
      throw new ErrorList(
        taken.map(
          ([key]) =>
            new KubectlError(`'${key}' already has a value (${String(labels[key])}), and --overwrite is false`),
        ),
      );
    }
  }
  const kept = Object.entries({ ...labels, ...Object.fromEntries(changes.set) }).filter(
    ([key]) => !changes.remove.includes(key),
  );
  const after = withPath(object, ['metadata', 'labels'], Object.fromEntries(kept));
  return version === '' ? after : withPath(after, ['metadata', 'resourceVersion'], version);
}

/** Models kubectl/pkg/cmd/label updateDataChangeMsg, which tells removal from addition by the length of the JSON. */
export function changeWord(before: JsonObject, after: JsonObject, overwrite: boolean): string {
  const old = goJson(before);
  const next = goJson(after);
  if (old === next) return 'not labeled';
  return !overwrite && next.length < old.length ? 'unlabeled' : 'labeled';
}

import { createMergePatch } from '../../api/patch/merge-patch.ts';
import type { KubectlCommand } from '../command.ts';
import { isJsonObject, type JsonObject, readPath, withoutPath, withPath } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { buildResources } from '../resource-builder.ts';
import { recorded } from './change-cause.ts';
import { type PairChanges, parsePairs, resourcesAndPairs } from './pairs.ts';
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

/** Models kubectl/pkg/cmd/annotate. */
export const annotateCommand: KubectlCommand = {
  name: 'annotate',
  section: 'Settings Commands:',
  short: 'Update the annotations on a resource',
  long: `Update the annotations on one or more resources.

 All Kubernetes objects support the ability to store additional data with the object as annotations. Annotations are key/value pairs that can be larger than labels and include arbitrary string values such as structured JSON.

 Attempting to set an annotation that already exists will fail unless --overwrite is set. If --resource-version is specified and does not match the current resource version on the server the command will fail.`,
  examples: `  # Update pod 'foo' with the annotation 'description' and the value 'my frontend'
  kubectl annotate pods foo description='my frontend'

  # Update pod 'foo', overwriting any existing value
  kubectl annotate --overwrite pods foo description='my frontend running nginx'

  # Update pod 'foo' by removing an annotation named 'description' if it exists
  kubectl annotate pods foo description-`,
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
    fieldManagerFlag('kubectl-annotate'),
    fieldSelectorFlag,
    ...filenameFlags,
    { name: 'list', type: 'bool', help: 'If true, display the annotations for a given resource.' },
    localFlag,
    {
      name: 'overwrite',
      type: 'bool',
      help: 'If true, allow annotations to be overwritten, otherwise reject annotation updates that overwrite existing annotations.',
    },
    recordFlag,
    {
      name: 'resource-version',
      type: 'string',
      help: 'If non-empty, the annotation update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.',
    },
    selectorFlag,
    ...printFlags,
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    const dryRun = dryRunOf(flags);
    const printer = resultPrinter(flags, dryRun, io);
    const { resources, pairs } = resourcesAndPairs(args, 'annotation');
    const changes = parsePairs(pairs, 'annotation', true);
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
          'can only use local files by -f rsrc.yaml or --filename=rsrc.json when --local=true is set',
        );
      }
      if (!hasFiles(flags)) {
        throw new KubectlError('one or more files must be specified as -f rsrc.yaml or --filename=rsrc.json');
      }
    } else if (resources.length === 0 && !hasFiles(flags)) {
      throw new KubectlError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    }
    if (changes.set.size === 0 && changes.remove.length === 0 && !list) {
      throw new KubectlError('at least one annotation update is required');
    }
    const both = changes.remove.filter((key) => changes.set.has(key));
    if (both.length > 0) {
      throw new KubectlError(
        `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
      );
    }
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
    await found.visit(async (info) => {
      const read = info.object ?? {};
      const before = version === '' ? read : withoutPath(read, ['metadata', 'resourceVersion']);
      const sends = dryRun !== 'client' && !local && !list;
      const start = sends ? recorded(before, command) : before;
      let after = reannotate(start, changes, flags.bool('overwrite'), version);
      if (sends) {
        after = await sendPatch(info, 'merge', createMergePatch(before, after), writeQuery(flags, dryRun), context);
      }
      if (list) {
        const indent = found.singleItemImplied ? '' : ' ';
        if (indent !== '') {
          await io.stdout.write(`Listing annotations for ${info.resource.kind}.${info.resource.group}/${info.name}:\n`);
        }
        for (const [key, value] of Object.entries(annotationsOf(after))) {
          await io.stdout.write(`${indent}${key}=${String(value)}\n`);
        }
        return;
      }
      await printer.print(after, 'annotated');
    });
    return 0;
  },
};

function annotationsOf(object: JsonObject): JsonObject {
  const annotations = readPath(object, 'metadata', 'annotations');
  return isJsonObject(annotations) ? annotations : {};
}

/** Models kubectl/pkg/cmd/annotate updateAnnotations; the change cause of a rollout may always be overwritten. */
export function reannotate(object: JsonObject, changes: PairChanges, overwrite: boolean, version = ''): JsonObject {
  const annotations = annotationsOf(object);
  const taken = [...changes.set].filter(
    ([key, value]) =>
      key !== 'kubernetes.io/change-cause' && Object.hasOwn(annotations, key) && annotations[key] !== value,
  );
  if (!overwrite && taken.length > 0) {
    const found = taken.map(([key]) => `'${key}' already has a value (${String(annotations[key])})`).join('; ');
    throw new KubectlError(`--overwrite is false but found the following declared annotation(s): ${found}`);
  }
  const kept = Object.entries({ ...annotations, ...Object.fromEntries(changes.set) }).filter(
    ([key]) => !changes.remove.includes(key),
  );
  const after = withPath(object, ['metadata', 'annotations'], Object.fromEntries(kept));
  return version === '' ? after : withPath(after, ['metadata', 'resourceVersion'], version);
}

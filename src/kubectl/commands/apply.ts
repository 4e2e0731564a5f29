import { type ApplyRequest, applyObject } from '../apply/apply-object.ts';
import type { KubectlCommand } from '../command.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { ErrorList, KubectlError, notSimulated, throwAll, usageError } from '../kubectl-error.ts';
import { buildResources } from '../resource-builder.ts';
import type { ResourceInfo } from '../resource-info.ts';
import { editLastAppliedCommand } from './apply/edit-last-applied.ts';
import { setLastAppliedCommand } from './apply/set-last-applied.ts';
import { viewLastAppliedCommand } from './apply/view-last-applied.ts';
import { recorded } from './change-cause.ts';
import { cascadeOf, deleteFlags } from './delete-flags.ts';
import { resultPrinter } from './result-printer.ts';
import {
  builderFlags,
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  requireFiles,
  selectorFlag,
  validateFlag,
  writeQuery,
} from './write-flags.ts';

/** Models kubectl/pkg/cmd/apply. */
export const applyCommand: KubectlCommand = {
  name: 'apply',
  section: 'Advanced Commands:',
  short: 'Apply a configuration to a resource by file name or stdin',
  long: `Apply a configuration to a resource by file name or stdin. The resource name must be specified. This resource will be created if it doesn't exist yet. To use 'apply', always create the resource initially with either 'apply' or 'create --save-config'.

 JSON and YAML formats are accepted.`,
  examples: `  # Apply the configuration in pod.json to a pod
  kubectl apply -f ./pod.json

  # Apply the JSON passed into stdin to a pod
  cat pod.json | kubectl apply -f -

  # Apply the configuration from all files that end with '.json'
  kubectl apply -f '*.json'`,
  usage: '(-f FILENAME | -k DIRECTORY)',
  completes: 'files',
  subcommands: [editLastAppliedCommand, setLastAppliedCommand, viewLastAppliedCommand],
  flags: [
    { name: 'all', type: 'bool', help: 'Select all resources in the namespace of the specified resource types.' },
    dryRunFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    ...filenameFlags,
    {
      name: 'force-conflicts',
      type: 'bool',
      help: 'If true, server-side apply will force the changes against conflicts.',
    },
    {
      name: 'openapi-patch',
      type: 'bool',
      default: 'true',
      help: 'If true, use openapi to calculate diff when the openapi presents and the resource can be found in the openapi spec. Otherwise, fall back to use baked-in types.',
    },
    {
      name: 'overwrite',
      type: 'bool',
      default: 'true',
      help: 'Automatically resolve conflicts between the modified and live configuration by using values from the modified configuration',
    },
    {
      name: 'prune',
      type: 'bool',
      help: 'Automatically delete resource objects, that do not appear in the configs and are created by either apply or create --save-config. Should be used with either -l or --all.',
    },
    {
      name: 'prune-allowlist',
      type: 'stringArray',
      help: 'Overwrite the default allowlist with <group/version/kind> for --prune',
    },
    recordFlag,
    selectorFlag,
    { name: 'server-side', type: 'bool', help: 'If true, apply runs in the server instead of the client.' },
    {
      name: 'subresource',
      type: 'string',
      help: 'If specified, apply will operate on the subresource of the requested object.  Only allowed when using --server-side. Must be one of [status scale resize].',
    },
    validateFlag,
    ...deleteFlags.map((flag) => (flag.name === 'wait' ? { ...flag, default: 'false' } : flag)),
    ...printFlags,
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    if (args.length > 0) throw usageError(command, `Unexpected args: [${args.join(' ')}]`);
    const serverSide = flags.bool('server-side');
    const force = flags.bool('force');
    const dryRun = dryRunOf(flags);
    const propagation = await cascadeOf(flags.string('cascade'), io);
    requireFiles(flags);
    const query = writeQuery(flags, dryRun);
    if (serverSide && !flags.changed('field-manager')) query.fieldManager = 'kubectl';
    if (flags.bool('force-conflicts') && !serverSide) {
      throw new KubectlError('--force-conflicts only works with --server-side');
    }
    if (dryRun === 'client' && serverSide) {
      throw new KubectlError(
        "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
      );
    }
    if (serverSide && force) throw new KubectlError('--force cannot be used with --server-side');
    if (dryRun === 'server' && force) throw new KubectlError('--dry-run=server cannot be used with --force');
    if (flags.bool('all') && flags.string('selector') !== '') {
      throw new KubectlError('cannot set --all and --selector at the same time');
    }
    if (flags.bool('prune')) {
      if (force) throw new KubectlError('--force cannot be used with --prune');
      if (!flags.bool('all') && flags.string('selector') === '') {
        throw new KubectlError(
          'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
        );
      }
      if (serverSide) {
        throw new KubectlError(
          "--prune is in alpha and doesn't currently work on objects created by server-side apply",
        );
      }
      throw notSimulated('apply --prune');
    }
    if (flags.string('subresource') !== '' && !serverSide) {
      throw new KubectlError('--subresource can only be specified for --server-side');
    }
    const printer = resultPrinter(flags, dryRun, io);
    const request: ApplyRequest = {
      query,
      dryRun,
      serverSide,
      forceConflicts: flags.bool('force-conflicts'),
      subresource: flags.string('subresource'),
      recreate: force
        ? { propagation, gracePeriodSeconds: flags.int('grace-period'), timeoutMs: flags.duration('timeout') }
        : undefined,
    };

    const { all: _, ...options } = builderFlags(flags);
    const found = await buildResources({ ...options, continueOnError: true }, context, io);
    const errors: unknown[] = [];
    const infos: ResourceInfo[] = [];
    try {
      await found.visit(async (info) => {
        infos.push(info);
      });
    } catch (error) {
      errors.push(...(error instanceof ErrorList ? error.errors : [error]));
    }
    if (infos.length === 0 && errors.length === 0) throw new KubectlError('no objects passed to apply');
    for (const info of infos) {
      try {
        info.object = recorded(info.object ?? {}, command);
        const operation = await applyObject(info, request, context, io);
        if (!printer.printsObjects) await printer.print(info.object ?? {}, operation);
      } catch (error) {
        errors.push(error);
      }
    }
    throwAll(errors);
    if (printer.printsObjects) await printer.print(listOf(infos), '');
    return 0;
  },
};

/** One object as it is, several as a List. Models kubectl/pkg/cmd/apply printObjects. */
function listOf(infos: readonly ResourceInfo[]): JsonObject {
  const objects = infos.map((info) => info.object).filter(isJsonObject);
  const [first] = objects;
  if (objects.length === 1 && first !== undefined) return first;
  return { apiVersion: 'v1', items: objects, kind: 'List', metadata: {} };
}

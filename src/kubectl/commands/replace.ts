import { withLastApplied } from '../apply/last-applied.ts';
import type { KubectlCommand } from '../command.ts';
import type { JsonObject } from '../json.ts';
import { readText, withPath } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { isNotFound } from '../make-context.ts';
import { buildResources } from '../resource-builder.ts';
import { address, type ResourceInfo, refreshInfo } from '../resource-info.ts';
import { addSource } from './add-source.ts';
import { recorded } from './change-cause.ts';
import { cascadeOf, deleteFlags } from './delete-flags.ts';
import { deleteInfo, waitUntilGone } from './delete-infos.ts';
import { checkRawFlags, sendRaw } from './raw-request.ts';
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
  saveConfigFlag,
  validateFlag,
  writeQuery,
} from './write-flags.ts';

/** Models kubectl/pkg/cmd/replace. */
export const replaceCommand: KubectlCommand = {
  name: 'replace',
  section: 'Advanced Commands:',
  short: 'Replace a resource by file name or stdin',
  long: `Replace a resource by file name or stdin.

 JSON and YAML formats are accepted. If replacing an existing resource, the complete resource spec must be provided. This can be obtained by

  $ kubectl get TYPE NAME -o yaml`,
  examples: `  # Replace a pod using the data in pod.json
  kubectl replace -f ./pod.json

  # Force replace, delete and then re-create the resource
  kubectl replace --force -f ./pod.json`,
  usage: '-f FILENAME',
  completes: 'files',
  flags: [
    dryRunFlag,
    fieldManagerFlag('kubectl-replace'),
    ...filenameFlags,
    {
      name: 'raw',
      type: 'string',
      help: 'Raw URI to PUT to the server.  Uses the transport specified by the kubeconfig file.',
    },
    recordFlag,
    saveConfigFlag,
    {
      name: 'subresource',
      type: 'string',
      help: 'If specified, replace will operate on the subresource of the requested object. Must be one of [status scale resize].',
    },
    validateFlag,
    ...deleteFlags.map((flag) => (flag.name === 'wait' ? { ...flag, default: 'false' } : flag)),
    ...printFlags,
  ],
  async run(command, context, io) {
    const { flags } = command;
    const dryRun = dryRunOf(flags);
    const force = flags.bool('force');
    const query = writeQuery(flags, dryRun);
    const printer = resultPrinter(flags, dryRun, io);
    const propagation = await cascadeOf(flags.string('cascade'), io);
    requireFiles(flags);
    if (flags.int('grace-period') >= 0 && !force) throw new KubectlError('--grace-period must have --force specified');
    if (flags.duration('timeout') !== 0 && !force) throw new KubectlError('--timeout must have --force specified');
    if (force && dryRun !== 'none') throw new KubectlError('--dry-run can not be used when --force is set');
    if (flags.string('raw') !== '') {
      checkRawFlags(flags);
      return sendRaw('PUT', flags.string('raw'), flags.list('filename')[0], context, io);
    }
    const subresource = flags.string('subresource');
    const saved = (object: JsonObject): JsonObject =>
      recorded(flags.bool('save-config') ? withLastApplied(object) : object, command);
    const found = await buildResources({ ...builderFlags(flags), continueOnError: true }, context, io);
    if (force) {
      const infos = await found.infos();
      if (infos.length === 0) throw new KubectlError('no objects passed to replace');
      const deleted: { info: ResourceInfo; uid: string }[] = [];
      const period = flags.int('grace-period');
      for (const info of infos) {
        try {
          const deletion = {
            propagation,
            gracePeriodSeconds: period === 0 ? 1 : period,
            dryRun,
            output: flags.string('output'),
          };
          deleted.push({ info, uid: await deleteInfo(info, deletion, context, io) });
        } catch (error) {
          if (!isNotFound(error)) throw error;
        }
      }
      await waitUntilGone(deleted, flags.duration('timeout') || 300_000, context, io);
      for (const info of infos) {
        const { resource, namespace } = info;
        const body = saved(info.object ?? {});
        const response = await context.request({ method: 'POST', resource, namespace, query, body });
        refreshInfo(info, response.body as JsonObject);
        await printer.print(info.object ?? {}, 'replaced');
      }
      return 0;
    }
    await found.visit(async (info) => {
      info.object = saved(info.object ?? {});
      if (dryRun !== 'client') {
        const target = subresource === '' ? info : { ...info, subresource };
        try {
          const body = await withVersion(info, info.object, context);
          const response = await context.request({ method: 'PUT', ...address(target), query, body });
          refreshInfo(info, response.body as JsonObject);
        } catch (error) {
          throw addSource('replacing', info.source, error);
        }
      }
      await printer.print(info.object ?? {}, 'replaced');
    });
    return 0;
  },
};

/** An object without a version takes that of the live one. Models cli-runtime resource.Helper Replace with overwrite. */
async function withVersion(
  info: ResourceInfo,
  object: JsonObject,
  context: Parameters<typeof deleteInfo>[2],
): Promise<JsonObject> {
  if (readText(object, 'metadata', 'resourceVersion') !== '') return object;
  try {
    const live = await context.get(info.resource, info.namespace, info.name);
    return withPath(object, ['metadata', 'resourceVersion'], live.metadata.resourceVersion);
  } catch {
    // The write itself says what is wrong.
    return object;
  }
}

import { withLastApplied } from '../apply/last-applied.ts';
import type { KubectlCommand } from '../command.ts';
import type { JsonObject } from '../json.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { buildResources } from '../resource-builder.ts';
import { refreshInfo } from '../resource-info.ts';
import { addSource } from './add-source.ts';
import { recorded } from './change-cause.ts';
import { createClusterRoleCommand } from './create/cluster-role.ts';
import { createClusterRoleBindingCommand } from './create/cluster-role-binding.ts';
import { createConfigMapCommand } from './create/config-map.ts';
import { createCronJobCommand } from './create/cron-job.ts';
import { createDeploymentCommand } from './create/deployment.ts';
import { editBeforeCreate } from './create/edit-before-create.ts';
import { createIngressCommand } from './create/ingress.ts';
import { createJobCommand } from './create/job.ts';
import { createNamespaceCommand } from './create/namespace.ts';
import { createPodDisruptionBudgetCommand } from './create/pod-disruption-budget.ts';
import { createPriorityClassCommand } from './create/priority-class.ts';
import { createQuotaCommand } from './create/quota.ts';
import { createRoleCommand } from './create/role.ts';
import { createRoleBindingCommand } from './create/role-binding.ts';
import { createSecretCommand } from './create/secret.ts';
import { createServiceCommand } from './create/service.ts';
import { createServiceAccountCommand } from './create/service-account.ts';
import { createTokenCommand } from './create/token.ts';
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
  selectorFlag,
  validateFlag,
  writeQuery,
} from './write-flags.ts';

/** Models kubectl/pkg/cmd/create/create.go. */
export const createCommand: KubectlCommand = {
  name: 'create',
  section: 'Basic Commands (Beginner):',
  short: 'Create a resource from a file or from stdin',
  long: 'Create a resource from a file or from stdin.\n\n JSON and YAML formats are accepted.',
  examples: `  # Create a pod using the data in pod.json
  kubectl create -f ./pod.json

  # Create a pod based on the JSON passed into stdin
  cat pod.json | kubectl create -f -

  # Edit the data in registry.yaml in JSON then create the resource using the edited data
  kubectl create -f registry.yaml --edit -o json`,
  usage: '-f FILENAME',
  completes: 'files',
  subcommands: [
    createClusterRoleCommand,
    createClusterRoleBindingCommand,
    createConfigMapCommand,
    createCronJobCommand,
    createDeploymentCommand,
    createIngressCommand,
    createJobCommand,
    createNamespaceCommand,
    createPodDisruptionBudgetCommand,
    createPriorityClassCommand,
    createQuotaCommand,
    createRoleCommand,
    createRoleBindingCommand,
    createSecretCommand,
    createServiceCommand,
    createServiceAccountCommand,
    createTokenCommand,
  ],
  flags: [
    dryRunFlag,
    { name: 'edit', type: 'bool', help: 'Edit the API resource before creating' },
    fieldManagerFlag('kubectl-create'),
    ...filenameFlags,
    {
      name: 'raw',
      type: 'string',
      help: 'Raw URI to POST to the server.  Uses the transport specified by the kubeconfig file.',
    },
    recordFlag,
    saveConfigFlag,
    selectorFlag,
    validateFlag,
    {
      name: 'windows-line-endings',
      type: 'bool',
      help: 'Only relevant if --edit=true. Defaults to the line ending native to your platform.',
    },
    ...printFlags,
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    if (args.length > 0) throw usageError(command, `Unexpected args: [${args.join(' ')}]`);
    const dryRun = dryRunOf(flags);
    const query = writeQuery(flags, dryRun);
    const printer = resultPrinter(flags, dryRun, io);
    requireFiles(flags);
    if (flags.string('raw') !== '') {
      if (flags.bool('edit')) throw new KubectlError('--raw and --edit are mutually exclusive');
      checkRawFlags(flags);
      if (flags.string('selector') !== '') throw new KubectlError('--raw and --selector (-l) are mutually exclusive');
      return sendRaw('POST', flags.string('raw'), flags.list('filename')[0], context, io);
    }
    if (flags.bool('edit')) {
      await editBeforeCreate(command, context, io);
      return 0;
    }
    const found = await buildResources({ ...builderFlags(flags), continueOnError: true }, context, io);
    let count = 0;
    await found.visit(async (info) => {
      const saved = flags.bool('save-config') ? withLastApplied(info.object ?? {}) : (info.object ?? {});
      const object = recorded(saved, command);
      info.object = object;
      if (dryRun !== 'client') {
        const { resource, namespace } = info;
        try {
          const { body } = await context.request({ method: 'POST', resource, namespace, query, body: object });
          refreshInfo(info, body as JsonObject);
        } catch (error) {
          throw addSource('creating', info.source, error);
        }
      }
      count++;
      await printer.print(info.object ?? {}, 'created');
    });
    if (count === 0) throw new KubectlError('no objects passed to create');
    return 0;
  },
};

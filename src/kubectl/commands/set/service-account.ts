import type { KubectlCommand } from '../../command.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { dryRunOf, recordFlag } from '../write-flags.ts';
import { changePodSpecs, setFlags, setInfos } from './change-pod-specs.ts';

/** Models kubectl/pkg/cmd/set/set_serviceaccount.go. */
export const setServiceAccountCommand: KubectlCommand = {
  name: 'serviceaccount',
  aliases: ['sa'],
  short: 'Update the service account of a resource',
  long: `Update the service account of pod template resources.

 Possible resources (case insensitive) can be:

 replicationcontroller (rc), deployment (deploy), daemonset (ds), job, replicaset (rs), statefulset`,
  examples:
    "  # Set deployment nginx-deployment's service account to serviceaccount1\n  kubectl set serviceaccount deployment nginx-deployment serviceaccount1",
  usage: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  completes: 'resource-then-name',
  flags: [...setFlags.filter(({ name }) => name !== 'selector'), recordFlag],
  async run(command, context, io) {
    const { args, flags } = command;
    const dryRun = dryRunOf(flags);
    if (flags.bool('local') && dryRun === 'server') {
      throw new KubectlError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    }
    const name = args.at(-1);
    if (name === undefined) throw new KubectlError('serviceaccount is required');
    const resources = args.slice(0, -1);
    const infos = await setInfos(resources, flags, context, io);
    await changePodSpecs(
      infos,
      {
        failure: 'ServiceAccountName ',
        operation: 'serviceaccount updated',
        sendsUnchanged: true,
        change: (spec) => ({ ...spec, serviceAccountName: name, serviceAccount: name }),
      },
      dryRun,
      command,
      context,
      io,
    );
    return 0;
  },
};

import type { KubectlCommand } from '../../command.ts';
import { readPath, withPath } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { changeFlags, changeRollouts } from './change-rollouts.ts';
import { groupKind } from './rollout-infos.ts';

/** Models kubectl/pkg/cmd/rollout/rollout_pause.go. */
export const pauseCommand: KubectlCommand = {
  name: 'pause',
  short: 'Mark the provided resource as paused',
  long: `Mark the provided resource as paused.

 Paused resources will not be reconciled by a controller. Use "kubectl rollout resume" to resume a paused resource. Currently only deployments support being paused.`,
  examples: '  # Mark the nginx deployment as paused\n  kubectl rollout pause deployment/nginx',
  usage: 'RESOURCE',
  completes: 'resource-then-name',
  flags: changeFlags,
  async run(command, context, io) {
    await changeRollouts(
      command,
      'paused',
      (object, info) => {
        if (groupKind(info) !== 'Deployment.apps') throw new KubectlError('pausing is not supported');
        if (readPath(object, 'spec', 'paused') === true) throw new KubectlError('is already paused');
        return withPath(object, ['spec', 'paused'], true);
      },
      () => 'already paused',
      context,
      io,
    );
    return 0;
  },
};

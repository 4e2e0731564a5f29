import type { KubectlCommand } from '../../command.ts';
import { readPath, withoutPath } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { changeFlags, changeRollouts } from './change-rollouts.ts';
import { groupKind } from './rollout-infos.ts';

/** Models kubectl/pkg/cmd/rollout/rollout_resume.go. */
export const resumeCommand: KubectlCommand = {
  name: 'resume',
  short: 'Resume a paused resource',
  long: `Resume a paused resource.

 Paused resources will not be reconciled by a controller. By resuming a resource, we allow it to be reconciled again. Currently only deployments support being resumed.`,
  examples: '  # Resume an already paused deployment\n  kubectl rollout resume deployment/nginx',
  usage: 'RESOURCE',
  completes: 'resource-then-name',
  flags: changeFlags,
  async run(command, context, io) {
    await changeRollouts(
      command,
      'resumed',
      (object, info) => {
        if (groupKind(info) !== 'Deployment.apps') throw new KubectlError('resuming is not supported');
        if (readPath(object, 'spec', 'paused') !== true) throw new KubectlError('is not paused');
        return withoutPath(object, ['spec', 'paused']);
      },
      () => 'already resumed',
      context,
      io,
    );
    return 0;
  },
};

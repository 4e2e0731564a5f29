import { formatTime } from '../../../api/time.ts';
import type { KubectlCommand } from '../../command.ts';
import { readPath, withPath } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { hasHistory } from '../../rollout/revision-history.ts';
import { changeFlags, changeRollouts } from './change-rollouts.ts';
import { groupKind } from './rollout-infos.ts';

/** Models kubectl/pkg/cmd/rollout/rollout_restart.go. */
export const restartCommand: KubectlCommand = {
  name: 'restart',
  short: 'Restart a resource',
  long: 'Restart a resource.\n\n Resource rollout will be restarted.',
  examples: `  # Restart all deployments in the test-namespace namespace
  kubectl rollout restart deployment -n test-namespace

  # Restart a daemon set
  kubectl rollout restart daemonset/abc`,
  usage: 'RESOURCE',
  completes: 'resource-then-name',
  flags: changeFlags,
  async run(command, context, io) {
    const at = formatTime(io.clock.now());
    await changeRollouts(
      command,
      'restarted',
      (object, info) => {
        if (!hasHistory(groupKind(info))) throw new KubectlError('restarting is not supported');
        if (info.resource.kind === 'Deployment' && readPath(object, 'spec', 'paused') === true) {
          throw new KubectlError("can't restart paused deployment (run rollout resume first)");
        }
        return withPath(
          object,
          ['spec', 'template', 'metadata', 'annotations', 'kubectl.kubernetes.io/restartedAt'],
          at,
        );
      },
      (info) =>
        new KubectlError(
          `failed to create patch for ${info.name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
        ),
      context,
      io,
    );
    return 0;
  },
};

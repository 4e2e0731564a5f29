import type { KubectlCommand } from '../command.ts';
import { historyCommand } from './rollout/history.ts';
import { pauseCommand } from './rollout/pause.ts';
import { restartCommand } from './rollout/restart.ts';
import { resumeCommand } from './rollout/resume.ts';
import { statusCommand } from './rollout/status.ts';
import { undoCommand } from './rollout/undo.ts';

export const rolloutCommand: KubectlCommand = {
  name: 'rollout',
  section: 'Deploy Commands:',
  short: 'Manage the rollout of a resource',
  long: `Manage the rollout of one or many resources.

 Valid resource types include:

  *  deployments
  *  daemonsets
  *  statefulsets`,
  examples: `  # Rollback to the previous deployment
  kubectl rollout undo deployment/abc

  # Check the rollout status of a daemonset
  kubectl rollout status daemonset/foo

  # Restart a deployment
  kubectl rollout restart deployment/abc

  # Restart deployments with the 'app=nginx' label
  kubectl rollout restart deployment --selector=app=nginx`,
  usage: 'SUBCOMMAND',
  helpOnStdout: true,
  subcommands: [historyCommand, pauseCommand, restartCommand, resumeCommand, statusCommand, undoCommand],
};

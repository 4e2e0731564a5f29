import type { KubectlCommand } from './command.ts';
import { annotateCommand } from './commands/annotate.ts';
import { apiResourcesCommand } from './commands/api-resources.ts';
import { apiVersionsCommand } from './commands/api-versions.ts';
import { applyCommand } from './commands/apply.ts';
import { authCommand } from './commands/auth.ts';
import { autoscaleCommand } from './commands/autoscale.ts';
import { certificateCommand } from './commands/certificate.ts';
import { clusterInfoCommand } from './commands/cluster-info.ts';
import { completionCommand } from './commands/completion.ts';
import { configCommand } from './commands/config.ts';
import { cordonCommand } from './commands/cordon.ts';
import { createCommand } from './commands/create.ts';
import { deleteCommand } from './commands/delete.ts';
import { describeCommand } from './commands/describe.ts';
import { diffCommand } from './commands/diff.ts';
import { drainCommand } from './commands/drain.ts';
import { editCommand } from './commands/edit.ts';
import { eventsCommand } from './commands/events.ts';
import { execCommand } from './commands/exec.ts';
import { explainCommand } from './commands/explain.ts';
import { exposeCommand } from './commands/expose.ts';
import { getCommand } from './commands/get.ts';
import { labelCommand } from './commands/label.ts';
import { logsCommand } from './commands/logs.ts';
import { notSimulatedCommands } from './commands/not-simulated.ts';
import { optionsCommand } from './commands/options.ts';
import { patchCommand } from './commands/patch.ts';
import { pluginCommand } from './commands/plugin.ts';
import { replaceCommand } from './commands/replace.ts';
import { rolloutCommand } from './commands/rollout.ts';
import { runCommand } from './commands/run.ts';
import { scaleCommand } from './commands/scale.ts';
import { setCommand } from './commands/set.ts';
import { taintCommand } from './commands/taint.ts';
import { topCommand } from './commands/top.ts';
import { uncordonCommand } from './commands/uncordon.ts';
import { versionCommand } from './commands/version.ts';
import { waitCommand } from './commands/wait.ts';

/** The commands of kubectl in the order of `kubectl --help`, which is also the order of suggestions. One import and one entry a line. */
export const commands: readonly KubectlCommand[] = [
  // Basic Commands (Beginner): create, expose, run, set
  // Basic Commands (Intermediate): explain, get, edit, delete
  // Deploy Commands: rollout, scale, autoscale
  // Cluster Management Commands: certificate, cluster-info, top, cordon, uncordon, drain, taint
  // Troubleshooting and Debugging Commands: describe, logs, attach, exec, port-forward, proxy, cp, auth, debug, events
  // Advanced Commands: diff, apply, patch, replace, wait, kustomize
  // Settings Commands: label, annotate, completion
  // Other Commands: api-resources, api-versions, config, plugin, version, options
  createCommand,
  exposeCommand,
  runCommand,
  setCommand,
  explainCommand,
  getCommand,
  editCommand,
  deleteCommand,
  rolloutCommand,
  scaleCommand,
  autoscaleCommand,
  certificateCommand,
  clusterInfoCommand,
  topCommand,
  cordonCommand,
  uncordonCommand,
  drainCommand,
  taintCommand,
  describeCommand,
  logsCommand,
  execCommand,
  authCommand,
  eventsCommand,
  diffCommand,
  applyCommand,
  patchCommand,
  replaceCommand,
  waitCommand,
  labelCommand,
  annotateCommand,
  completionCommand,
  ...notSimulatedCommands.values(),
  apiResourcesCommand,
  apiVersionsCommand,
  configCommand,
  pluginCommand,
  versionCommand,
  optionsCommand,
];

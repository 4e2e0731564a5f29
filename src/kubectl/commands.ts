import type { KubectlCommand } from './command.ts';
import { annotateCommand } from './commands/annotate.ts';
import { applyCommand } from './commands/apply.ts';
import { cordonCommand } from './commands/cordon.ts';
import { createCommand } from './commands/create.ts';
import { deleteCommand } from './commands/delete.ts';
import { describeCommand } from './commands/describe.ts';
import { drainCommand } from './commands/drain.ts';
import { editCommand } from './commands/edit.ts';
import { getCommand } from './commands/get.ts';
import { labelCommand } from './commands/label.ts';
import { notSimulatedCommands } from './commands/not-simulated.ts';
import { optionsCommand } from './commands/options.ts';
import { patchCommand } from './commands/patch.ts';
import { replaceCommand } from './commands/replace.ts';
import { rolloutCommand } from './commands/rollout.ts';
import { runCommand } from './commands/run.ts';
import { scaleCommand } from './commands/scale.ts';
import { setCommand } from './commands/set.ts';
import { taintCommand } from './commands/taint.ts';
import { uncordonCommand } from './commands/uncordon.ts';

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
  runCommand,
  setCommand,
  getCommand,
  editCommand,
  deleteCommand,
  rolloutCommand,
  scaleCommand,
  cordonCommand,
  uncordonCommand,
  drainCommand,
  taintCommand,
  describeCommand,
  applyCommand,
  patchCommand,
  replaceCommand,
  labelCommand,
  annotateCommand,
  ...notSimulatedCommands.values(),
  optionsCommand,
];

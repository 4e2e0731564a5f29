import type { KubectlCommand } from './command.ts';
import { optionsCommand } from './commands/options.ts';

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
  optionsCommand,
];

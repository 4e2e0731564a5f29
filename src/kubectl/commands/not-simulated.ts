import type { Flag, KubectlCommand } from '../command.ts';
import { notSimulated } from '../kubectl-error.ts';

const Troubleshooting = 'Troubleshooting and Debugging Commands:';

/** Commands of kubectl that Drydock does not have: they say so, and are found by help and completion. */
const absent: readonly (readonly [name: string, section: string, short: string])[] = [
  ['attach', Troubleshooting, 'Attach to a running container'],
  ['port-forward', Troubleshooting, 'Forward one or more local ports to a pod'],
  ['proxy', Troubleshooting, 'Run a proxy to the Kubernetes API server'],
  ['cp', Troubleshooting, 'Copy files and directories to and from containers'],
  ['debug', Troubleshooting, 'Create debugging sessions for troubleshooting workloads and nodes'],
  ['kustomize', 'Advanced Commands:', 'Build a kustomization target from a directory or URL'],
];

/** Flags that people give these commands out of habit, so that they hear the true reason. */
const flags: readonly Flag[] = [
  { name: 'address', type: 'stringSlice', help: 'Addresses to listen on.' },
  { name: 'all-namespaces', shorthand: 'A', type: 'bool', help: 'All namespaces.' },
  { name: 'containers', type: 'bool', help: 'Print usage of containers within a pod.' },
  { name: 'container', shorthand: 'c', type: 'string', help: 'Container name.' },
  {
    name: 'filename',
    shorthand: 'f',
    type: 'stringSlice',
    help: 'Filename, directory, or URL to files identifying the resource.',
  },
  { name: 'image', type: 'string', help: 'Container image.' },
  { name: 'no-headers', type: 'bool', help: 'Print output without headers.' },
  { name: 'output', shorthand: 'o', type: 'string', help: 'Output format.' },
  { name: 'selector', shorthand: 'l', type: 'string', help: 'Selector (label query) to filter on.' },
  { name: 'stdin', shorthand: 'i', type: 'bool', help: 'Pass stdin to the container.' },
  { name: 'target', type: 'string', help: 'Processes in this container are visible.' },
  { name: 'tty', shorthand: 't', type: 'bool', help: 'Stdin is a TTY.' },
];

export const notSimulatedCommands: ReadonlyMap<string, KubectlCommand> = new Map(
  absent.map(([name, section, short]) => [
    name,
    {
      name,
      section,
      short,
      usage: '',
      flags,
      run: async () => {
        throw notSimulated(`kubectl ${name}`);
      },
    },
  ]),
);

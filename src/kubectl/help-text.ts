import type { Flag, KubectlCommand } from './command.ts';
import { globalFlags } from './global-flags.ts';

const optionsHint = 'Use "kubectl options" for a list of global command-line options (applies to all commands).\n';

/** The headings of `kubectl --help`, in order. */
const sections = [
  'Basic Commands (Beginner)',
  'Basic Commands (Intermediate)',
  'Deploy Commands',
  'Cluster Management Commands',
  'Troubleshooting and Debugging Commands',
  'Advanced Commands',
  'Settings Commands',
  'Other Commands',
];

/** What `kubectl` and `kubectl --help` print. */
export function rootHelp(commands: readonly KubectlCommand[]): string {
  const parts = [
    'kubectl controls the Kubernetes cluster manager.\n\n Find more information at: https://kubernetes.io/docs/reference/kubectl/\n',
  ];
  for (const section of sections) {
    const listed = commands.filter((command) => (command.section ?? 'Other Commands').replace(/:$/, '') === section);
    if (listed.length > 0) parts.push(`${section}:\n${commandLines(listed, 16)}`);
  }
  parts.push(
    `Usage:\n  kubectl [flags] [options]\n\nUse "kubectl <command> --help" for more information about a given command.\n${optionsHint}`,
  );
  return parts.join('\n');
}

/** What `kubectl COMMAND --help` prints, laid out as kubectl's templater does. */
export function commandHelp(path: string, command: KubectlCommand): string {
  const parts = [`${(command.long ?? command.short).trim()}\n`];
  if (command.examples !== undefined)
    parts.push(`Examples:\n${indent(command.examples.trim().replace(/^ {2}/gm, ''))}\n`);
  const below = command.subcommands ?? [];
  if (below.length > 0)
    parts.push(
      `Available Commands:\n${commandLines(below, 2 + Math.max(11, ...below.map((one) => one.name.length)) + 1)}`,
    );
  const shown = (command.flags ?? []).filter((flag) => flag.hidden !== true);
  if (shown.length > 0) parts.push(`Options:\n${flagsHelp(shown)}`);
  const usage = [path, command.usage].filter((word) => word !== '').join(' ');
  parts.push(`Usage:\n  ${usage} [options]\n`);
  parts.push(
    below.length > 0
      ? `Use "${path} <command> --help" for more information about a given command.\n${optionsHint}`
      : optionsHint,
  );
  return parts.join('\n');
}

/** What `kubectl options` prints. */
export function optionsHelp(): string {
  return `The following options can be passed to any command:\n\n${flagsHelp(globalFlags.filter((flag) => flag.hidden !== true))}\n`;
}

function commandLines(commands: readonly KubectlCommand[], width: number): string {
  return commands.map((command) => `  ${command.name.padEnd(width)}${command.short}\n`).join('');
}

function flagsHelp(flags: readonly Flag[]): string {
  return [...flags]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag) => {
      const names = flag.shorthand === undefined ? `--${flag.name}` : `-${flag.shorthand}, --${flag.name}`;
      return `    ${names}=${shownDefault(flag)}:\n\t${flag.help}\n`;
    })
    .join('\n');
}

function shownDefault(flag: Flag): string {
  if (flag.shownDefault !== undefined) return flag.shownDefault;
  if (flag.type === 'bool') return flag.default ?? 'false';
  if (flag.type === 'int') return flag.default ?? '0';
  if (flag.type === 'duration') return flag.default ?? '0s';
  if (flag.type === 'string') return `'${flag.default ?? ''}'`;
  return `[${flag.default ?? ''}]`;
}

const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');

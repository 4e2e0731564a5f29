import type { Flag, KubectlCommand } from './command.ts';
import { commands } from './commands.ts';
import type { KubectlContext } from './context.ts';
import { commandFlags, findCommand } from './find-command.ts';
import { parseFlags, valueWithoutArgument } from './flags.ts';
import type { KubectlIo } from './io.ts';
import { readList, readText } from './json.ts';
import { loadKubeconfig } from './load-kubeconfig.ts';
import { makeContext } from './make-context.ts';

/**
 * What Tab offers for the last of `words`, which come without the word `kubectl`. Nothing is offered for files: an
 * answer of undefined asks the shell to complete a path.
 */
export async function completeKubectl(words: readonly string[], io: KubectlIo): Promise<readonly string[] | undefined> {
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const { chain, words: rest } = findCommand(commands, before);
  const command = chain.at(-1);
  const flags = commandFlags(command);
  const context = makeContext(lenientFlags(rest, flags), io);
  try {
    const pending = flagWaitingForValue(before, flags);
    if (pending !== undefined) return fitting(await flagValues(pending, context, rest, flags, io), last);
    const inline = /^--([^=]+)=(.*)$/s.exec(last);
    if (inline !== null) {
      const flag = flags.find(({ name }) => name === inline[1]);
      const values = flag === undefined ? [] : ((await flagValues(flag, context, rest, flags, io)) ?? []);
      return fitting(
        values.map((value) => `--${inline[1]}=${value}`),
        last,
      );
    }
    if (last.startsWith('-')) return fitting(flagNames(flags), last);
    const below = command === undefined ? commands : (command.subcommands ?? []);
    const args =
      'error' in parseFlags(rest, flags) ? [] : (parseFlags(rest, flags) as { args: readonly string[] }).args;
    if (below.length > 0 && args.length === 0)
      return fitting(
        below.map(({ name }) => name),
        last,
      );
    if (command === undefined) return [];
    return fitting(await argumentWords(command, args, last, context, io), last);
  } catch {
    // Completion says nothing about servers that cannot be reached.
    return [];
  }
}

function fitting(words: readonly string[] | undefined, start: string): readonly string[] | undefined {
  if (words === undefined) return undefined;
  return [...new Set(words)].filter((word) => word.startsWith(start)).sort();
}

const flagNames = (flags: readonly Flag[]): readonly string[] =>
  flags
    .filter(({ hidden }) => hidden !== true)
    .map((flag) => `--${flag.name}${valueWithoutArgument(flag) === undefined ? '=' : ''}`);

function lenientFlags(words: readonly string[], flags: readonly Flag[]) {
  for (let end = words.length; end > 0; end--) {
    const parsed = parseFlags(words.slice(0, end), flags);
    if (!('error' in parsed)) return parsed.flags;
  }
  const none = parseFlags([], flags);
  if ('error' in none) throw new Error(none.error);
  return none.flags;
}

function flagWaitingForValue(words: readonly string[], flags: readonly Flag[]): Flag | undefined {
  const word = words.at(-1) ?? '';
  if (!word.startsWith('-') || word.includes('=') || words.includes('--')) return undefined;
  const flag = word.startsWith('--')
    ? flags.find(({ name }) => name === word.slice(2))
    : flags.find(({ shorthand }) => shorthand !== undefined && shorthand === word.at(-1));
  return flag !== undefined && valueWithoutArgument(flag) === undefined ? flag : undefined;
}

async function flagValues(
  flag: Flag,
  context: KubectlContext,
  rest: readonly string[],
  flags: readonly Flag[],
  io: KubectlIo,
): Promise<readonly string[] | undefined> {
  if (flag.values !== undefined) return flag.values;
  const given = lenientFlags(rest, flags);
  if (flag.name === 'namespace') return objectNames(context, 'namespaces');
  if (flag.name === 'context') return loadKubeconfig(given, io).contexts.map(({ name }) => name);
  if (flag.name === 'cluster') return loadKubeconfig(given, io).clusters.map(({ name }) => name);
  if (flag.name === 'user') return loadKubeconfig(given, io).users.map(({ name }) => name);
  if (flag.name === 'container') return containerNames(context, rest, flags);
  if (
    [
      'filename',
      'kubeconfig',
      'from-file',
      'from-env-file',
      'patch-file',
      'kustomize',
      'certificate-authority',
    ].includes(flag.name)
  )
    return undefined;
  return [];
}

async function containerNames(
  context: KubectlContext,
  rest: readonly string[],
  flags: readonly Flag[],
): Promise<readonly string[]> {
  const parsed = parseFlags(rest.at(-1)?.startsWith('-') ? rest.slice(0, -1) : rest, flags);
  const name = 'error' in parsed ? undefined : parsed.args.at(-1)?.split('/').at(-1);
  if (name === undefined) return [];
  const pod = await context.get(await context.resource('pods'), context.namespace, name);
  return [...readList(pod, 'spec', 'initContainers'), ...readList(pod, 'spec', 'containers')].map((one) =>
    readText(one, 'name'),
  );
}

async function argumentWords(
  command: KubectlCommand,
  args: readonly string[],
  last: string,
  context: KubectlContext,
  io: KubectlIo,
): Promise<readonly string[] | undefined> {
  switch (command.completes) {
    case 'resource-then-name':
    case 'resource/name': {
      if (last.includes('/')) return slashed(context, last);
      if (args.length === 0) return kindNames(context, last);
      return args[0]!.includes('/')
        ? []
        : (await objectNames(context, args[0]!)).filter((name) => !args.includes(name));
    }
    case 'name:nodes':
    case 'name:pods':
    case 'name:namespaces':
      if (last.includes('/')) return slashed(context, last);
      return (await objectNames(context, command.completes.slice(5))).filter((name) => !args.includes(name));
    case 'contexts': {
      const parsed = parseFlags([], commandFlags(command));
      return 'error' in parsed ? [] : loadKubeconfig(parsed.flags, io).contexts.map(({ name }) => name);
    }
    case 'files':
      return undefined;
    default:
      return [];
  }
}

async function slashed(context: KubectlContext, last: string): Promise<readonly string[]> {
  const type = last.slice(0, last.indexOf('/'));
  return (await objectNames(context, type)).map((name) => `${type}/${name}`);
}

async function kindNames(context: KubectlContext, last: string): Promise<readonly string[]> {
  const comma = last.lastIndexOf(',');
  const lead = last.slice(0, comma + 1);
  const listable = (await context.resources()).filter(({ verbs }) => verbs.includes('list'));
  const plain = listable.map((one) => (one.group === '' ? one.plural : `${one.plural}.${one.group}`));
  return plain.map((name) => lead + name);
}

async function objectNames(context: KubectlContext, type: string): Promise<readonly string[]> {
  const objects = await context.list(await context.resource(type.split(',')[0]!), context.namespace);
  return objects.map(({ metadata }) => metadata.name);
}

import { type AndOr, type Command, type ParsedScript, type PipelineNode, parse } from 'unbash';
import type { ShellState } from './shell-state.ts';

/**
 * Puts the words of an alias in place of a command's name. Unlike bash this works on the parsed command, so an alias
 * cannot hold half of a construct; pipelines and lists in it can be used.
 */
export function withAliases(state: ShellState, command: Command): Command | ParsedScript | undefined {
  if (state.aliases.size === 0 || !state.options.has('expand_aliases')) return undefined;
  const seen = new Set<string>();
  let current = command;
  for (;;) {
    const name = current.name;
    if (name === undefined || name.parts !== undefined || seen.has(name.text)) break;
    const value = state.aliases.get(name.text);
    if (value === undefined) break;
    seen.add(name.text);
    const script = parse(value);
    const single = script.commands.length === 1 ? script.commands[0]!.command : undefined;
    if (single?.type !== 'Command') {
      if (single === undefined && script.commands.length === 0) return undefined;
      return appendToLast(script, current);
    }
    let suffix = current.suffix;
    const next = suffix[0];
    if (/\s$/.test(value) && next?.type === 'Word' && next.parts === undefined && state.aliases.has(next.text)) {
      const inner = parse(state.aliases.get(next.text)!).commands[0]?.command;
      if (inner?.type === 'Command' && inner.name !== undefined)
        suffix = [inner.name, ...inner.suffix, ...suffix.slice(1)];
    }
    current = merge(current, single, suffix);
  }
  return current === command ? undefined : current;
}

function merge(original: Command, alias: Command, suffix: Command['suffix']): Command {
  const prefix = [...original.prefix, ...alias.prefix];
  const all = [...alias.suffix, ...suffix];
  // Without a name of its own (`alias x='A=1'`) the first word of the original becomes the name.
  let name = alias.name;
  if (name === undefined) {
    const at = all.findIndex((item) => item.type === 'Word');
    const word = all[at];
    if (word?.type === 'Word') {
      name = word;
      all.splice(at, 1);
    }
  }
  const isRedirect = (item: Command['suffix'][number] | Command['prefix'][number]) =>
    item.type === 'Redirect' || item.type === 'HereDoc' || item.type === 'HereString';
  return {
    type: 'Command',
    pos: original.pos,
    end: original.end,
    name,
    prefix,
    suffix: all,
    args: all.filter((item): item is Command['args'][number] => !isRedirect(item)),
    redirects: [...prefix, ...all].filter((item): item is Command['redirects'][number] => isRedirect(item)),
  };
}

/** The words after an alias that is a pipeline or a list belong to its last command. */
function appendToLast(script: ParsedScript, command: Command): ParsedScript {
  const last = script.commands.at(-1)!;
  const extend = (node: PipelineNode | AndOr): PipelineNode | AndOr => {
    if (node.type === 'Command') return merge({ ...command, prefix: [] }, node, command.suffix);
    if (node.type === 'Pipeline') {
      return { ...node, commands: [...node.commands.slice(0, -1), extend(node.commands.at(-1)!) as Command] };
    }
    if (node.type === 'AndOr') {
      return { ...node, commands: [...node.commands.slice(0, -1), extend(node.commands.at(-1)!) as Command] };
    }
    return node;
  };
  return { ...script, commands: [...script.commands.slice(0, -1), { ...last, command: extend(last.command) }] };
}

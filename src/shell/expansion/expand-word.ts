import { parse, type Word, type WordPart } from 'unbash';
import { ShellError } from '../interpreter/flow.ts';
import type { FragmentOptions } from '../interpreter/interpreter.ts';
import type { ShellState } from '../interpreter/shell-state.ts';
import { appendAll } from './append-all.ts';
import { expandArithmeticPart } from './arithmetic-part.ts';
import { expandBraces } from './brace.ts';
import { substituteCommand } from './command-substitution.ts';
import {
  expandedFragment,
  type Fragment,
  fragmentPattern,
  fragmentText,
  literalFragment,
  quotedFragment,
  splitFragments,
} from './fragment.ts';
import { globPaths, hasGlob } from './glob.ts';
import { expandParameter } from './parameter.ts';
import { substituteProcess } from './process-substitution.ts';
import { expandTilde } from './tilde.ts';

type AnyPart = WordPart;

/** All expansions: braces, tilde, parameters, commands, splitting, globs. A word can become any number of words. */
export async function expandFields(state: ShellState, word: Word): Promise<string[]> {
  if (word.parts === undefined && !/[\\~{*?[]/.test(word.text)) return [word.text];
  if (word.parts?.some((part) => part.type === 'BraceExpansion')) {
    const fields: string[] = [];
    for (const text of expandBraces(word.text)) {
      const again = parseWord(text);
      if (again === undefined) fields.push(text);
      else appendAll(fields, await expandUnbraced(state, again));
    }
    return fields;
  }
  return expandUnbraced(state, word);
}

async function expandUnbraced(state: ShellState, word: Word): Promise<string[]> {
  const fragments = await expandFragments(state, word, { tilde: 'word' });
  const ifs = state.variables.get('IFS') ?? ' \t\n';
  const fields: string[] = [];
  for (const field of splitFragments(fragments, ifs)) {
    const pattern = state.options.has('noglob') ? '' : fragmentPattern(field);
    if (!hasGlob(pattern)) {
      fields.push(fragmentText(field));
      continue;
    }
    const paths = globPaths(state.host.files, state.cwd, pattern, {
      dotFiles: state.options.has('dotglob'),
      globstar: state.options.has('globstar'),
      ignoreCase: state.options.has('nocaseglob'),
    });
    if (paths.length > 0) appendAll(fields, paths);
    else if (state.options.has('failglob')) throw new ShellError(`no match: ${fragmentText(field)}`);
    else if (!state.options.has('nullglob')) fields.push(fragmentText(field));
  }
  return fields;
}

/** The words of a text that was made by brace expansion. */
function parseWord(text: string): Word | undefined {
  if (text === '') return undefined;
  const command = parse(`: ${text}`).commands[0]?.command;
  const word = command?.type === 'Command' ? command.suffix[0] : undefined;
  return word?.type === 'Word' ? word : undefined;
}

/** Expansion without splitting and globs, as in an assignment, a case word or a here-string. */
export async function expandText(
  state: ShellState,
  word: Word,
  tilde: 'word' | 'assignment' = 'assignment',
): Promise<string> {
  if (word.parts === undefined && !/[\\~]/.test(word.text)) return word.text;
  return fragmentText(await expandFragments(state, word, { tilde }));
}

/** Expansion to a shell pattern. */
export async function expandPattern(state: ShellState, word: Word): Promise<string> {
  return fragmentPattern(await expandFragments(state, word, { tilde: 'word' }));
}

export async function expandFragments(state: ShellState, word: Word, options: FragmentOptions): Promise<Fragment[]> {
  const { parts } = word;
  if (parts === undefined) return literal(state, word.text, options, true);
  return expandParts(state, parts, options);
}

export async function expandParts(
  state: ShellState,
  parts: readonly AnyPart[],
  options: FragmentOptions,
): Promise<Fragment[]> {
  const fragments: Fragment[] = [];
  const quoted = options.quoted === true;
  for (const [index, part] of parts.entries()) {
    switch (part.type) {
      case 'Literal':
        if (quoted) fragments.push(quotedFragment(part.value));
        else appendAll(fragments, literal(state, part.text, options, index === 0));
        break;
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        fragments.push(quotedFragment(part.value));
        break;
      case 'DoubleQuoted':
      case 'LocaleString':
        if (part.parts.length === 0) fragments.push(quotedFragment(''));
        else appendAll(fragments, await expandParts(state, part.parts, { quoted: true }));
        break;
      case 'SimpleExpansion':
      case 'ParameterExpansion':
        appendAll(fragments, await expandParameter(state, part, quoted));
        break;
      case 'CommandExpansion':
        fragments.push(expandedFragment(await substituteCommand(state, part), quoted));
        break;
      case 'ArithmeticExpansion':
        fragments.push(expandedFragment(await expandArithmeticPart(state, part), quoted));
        break;
      case 'ProcessSubstitution':
        fragments.push(quotedFragment(await substituteProcess(state, part)));
        break;
      case 'ExtendedGlob':
      case 'Glob':
      case 'BraceExpansion':
        appendAll(fragments, await patternPart(state, part));
        break;
    }
  }
  return fragments;
}

async function patternPart(
  state: ShellState,
  part: Extract<AnyPart, { type: 'Glob' | 'ExtendedGlob' | 'BraceExpansion' }>,
): Promise<Fragment[]> {
  if (part.type !== 'Glob' || part.kind !== 'bracket') {
    if (part.type !== 'ExtendedGlob' || part.parts === undefined) return [literalFragment(part.text)];
    return [literalFragment(`${part.operator}(`), ...(await expandParts(state, part.parts, {})), literalFragment(')')];
  }
  if (part.parts.every((inner) => inner.type === 'Literal')) return [literalFragment(part.text)];
  return [literalFragment('['), ...(await expandParts(state, part.parts, {})), literalFragment(']')];
}

/** Unquoted source text: takes backslashes and tildes away. */
function literal(state: ShellState, text: string, options: FragmentOptions, first: boolean): Fragment[] {
  const fragments: Fragment[] = [];
  let rest = text;
  if (options.tilde !== undefined && first) {
    const expanded = expandTilde(state, rest, options.tilde === 'assignment');
    if (expanded !== undefined) {
      fragments.push(quotedFragment(expanded.text));
      rest = rest.slice(expanded.length);
    }
  }
  if (options.tilde === 'assignment') {
    rest = rest.replace(/:~(?=\/|:|$)/g, () => `:${expandTilde(state, '~', true)?.text ?? '~'}`);
  }
  if (!rest.includes('\\')) {
    if (rest !== '' || fragments.length === 0) fragments.push(literalFragment(rest));
    return fragments;
  }
  for (const piece of rest.match(/\\[\s\S]|[^\\]+|\\$/g) ?? []) {
    if (piece === '\\\n') continue;
    fragments.push(piece[0] === '\\' && piece.length > 1 ? quotedFragment(piece.slice(1)) : literalFragment(piece));
  }
  return fragments;
}

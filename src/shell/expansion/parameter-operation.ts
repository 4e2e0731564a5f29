import type { ParameterOperation, Word } from 'unbash';
import { ShellError } from '../interpreter/flow.ts';
import type { ShellState } from '../interpreter/shell-state.ts';
import { decodeEscapes } from './ansi-escapes.ts';
import { compile, patternRegex, patternSource } from './pattern.ts';
import { quoteWord } from './quote-word.ts';

type ValueOperation = Exclude<ParameterOperation, { type: 'Default' | 'Slice' | 'Names' | 'Unknown' }>;

/** Applies `#`, `%`, `/`, `^`, `,` or `@` to one value. */
export async function applyOperation(
  state: ShellState,
  name: string,
  value: string,
  operation: ParameterOperation,
): Promise<string> {
  const known = operation as ValueOperation;
  switch (known.type) {
    case 'Remove':
      return remove(value, known.operator, await state.host.interpreter.expandPattern(state, known.operand));
    case 'Replace':
      return replace(state, value, known.operator, known.pattern, known.replacement);
    case 'CaseModification': {
      const pattern =
        known.operand === undefined ? '?' : await state.host.interpreter.expandPattern(state, known.operand);
      const regex = patternRegex(pattern || '?');
      const upper = known.operator[0] === '^';
      const change = (character: string) =>
        regex.test(character) ? (upper ? character.toUpperCase() : character.toLowerCase()) : character;
      if (known.operator.length === 2) return [...value].map(change).join('');
      const first = [...value][0] ?? '';
      return change(first) + value.slice(first.length);
    }
    case 'Transform':
      return transform(state, name, value, known.operand.text);
    default:
      throw new ShellError(`${name}: bad substitution`, 1, true);
  }
}

function remove(value: string, operator: string, pattern: string): string {
  const lazy = operator.length === 1;
  if (operator[0] === '#') {
    const match = compile(`^(?:${patternSource(pattern, { lazy })})`, '').exec(value);
    return match === null ? value : value.slice(match[0].length);
  }
  if (!lazy) {
    const match = compile(`(?:${patternSource(pattern)})$`, '').exec(value);
    return match === null ? value : value.slice(0, match.index);
  }
  // The shortest suffix: a greedy head leaves as little as possible to the pattern.
  const match = compile(`^([\\s\\S]*)(?:${patternSource(pattern)})$`, '').exec(value);
  return match === null ? value : match[1]!;
}

async function replace(
  state: ShellState,
  value: string,
  operator: string,
  patternWord: Word,
  replacementWord: Word,
): Promise<string> {
  const pattern = await state.host.interpreter.expandPattern(state, patternWord);
  if (pattern === '') return value;
  const source = patternSource(pattern);
  const anchored = operator === '/#' ? `^(?:${source})` : operator === '/%' ? `(?:${source})$` : source;
  const pieces = await state.host.interpreter.expandFragments(state, replacementWord, {});
  const make = (match: string) => {
    let text = '';
    for (const piece of pieces) {
      if (piece === 'break') text += ' ';
      else text += piece.quoted ? piece.text : piece.text.replaceAll('&', () => match);
    }
    return text;
  };
  return value.replace(compile(anchored, operator === '//' ? 'g' : ''), (match) =>
    match === '' && operator === '//' ? '' : make(match),
  );
}

function transform(state: ShellState, name: string, value: string, operator: string): string {
  switch (operator) {
    case 'Q':
      return quoteWord(value);
    case 'U':
      return value.toUpperCase();
    case 'u':
      return value.slice(0, 1).toUpperCase() + value.slice(1);
    case 'L':
      return value.toLowerCase();
    case 'E':
      return decodeEscapes(value).text;
    case 'A':
      return `${name}=${quoteWord(value)}`;
    case 'a': {
      const variable = state.variables.find(name);
      return `${variable?.value instanceof Map ? 'a' : ''}${variable?.readonly ? 'r' : ''}${variable?.exported ? 'x' : ''}`;
    }
    case 'P':
      return value;
    default:
      throw new ShellError(`\${${name}@${operator}}: bad substitution`, 1, true);
  }
}

/** `${x:offset:length}` of a text, or of the elements of a list. */
export function sliceValues(
  values: readonly string[],
  list: boolean,
  offset: number,
  length: number | undefined,
): readonly string[] {
  const items = list ? values : [...(values[0] ?? '')];
  const start = offset < 0 ? items.length + offset : offset;
  if (start < 0 || start > items.length) return list ? [] : [''];
  const end = length === undefined ? items.length : length < 0 ? items.length + length : start + length;
  if (length !== undefined && end < start) throw new ShellError(`${length}: substring expression < 0`, 1, true);
  return list ? items.slice(start, end) : [items.slice(start, end).join('')];
}

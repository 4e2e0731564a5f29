import type { TestExpression, Word } from 'unbash';
import { computeExpanded } from '../expansion/arithmetic-part.ts';
import { RegexBudgetError } from '../expansion/bounded-regex.ts';
import { expandFragments, expandPattern, expandText } from '../expansion/expand-word.ts';
import { escapeRegex, patternRegex } from '../expansion/pattern.ts';
import { convertExtended } from '../expansion/posix-regex.ts';
import { type Matcher, safeRegex } from '../expansion/safe-regex.ts';
import { ShellError } from './flow.ts';
import { complain, type ShellState } from './shell-state.ts';
import { unaryTest } from './unary-test.ts';

/** `[[ ]]`. */
export async function runTest(state: ShellState, expression: TestExpression): Promise<number> {
  return (await test(state, expression)) ? 0 : 1;
}

async function test(state: ShellState, node: TestExpression): Promise<boolean> {
  switch (node.type) {
    case 'TestGroup':
      return test(state, node.expression);
    case 'TestNot':
      return (await test(state, node.operand)) === (node.negations.length % 2 === 0);
    case 'TestLogical':
      for (const operand of node.operands) {
        if ((await test(state, operand)) !== (node.operator === '&&')) return node.operator !== '&&';
      }
      return node.operator === '&&';
    case 'TestUnary':
      return unaryTest(state, node.operator, await expandText(state, node.operand));
    case 'TestBinary':
      return binaryTest(state, node.operator, node.left, node.right);
  }
}

async function binaryTest(state: ShellState, operator: string, left: Word, right: Word): Promise<boolean> {
  const a = await expandText(state, left);
  if (operator === '==' || operator === '=' || operator === '!=') {
    const regex = patternRegex(await expandPattern(state, right), { ignoreCase: state.options.has('nocasematch') });
    return regex.test(a) === (operator !== '!=');
  }
  if (operator === '=~') return matchRegex(state, a, right);
  const b = await expandText(state, right);
  if (operator === '<') return a < b;
  if (operator === '>') return a > b;
  if (operator === '-nt' || operator === '-ot' || operator === '-ef') {
    return compareFiles(state, operator, a, b);
  }
  return compareNumbers(operator, computeExpanded(state, a), computeExpanded(state, b));
}

export function compareNumbers(operator: string, a: bigint, b: bigint): boolean {
  switch (operator) {
    case '-eq':
      return a === b;
    case '-ne':
      return a !== b;
    case '-lt':
      return a < b;
    case '-le':
      return a <= b;
    case '-gt':
      return a > b;
    default:
      return a >= b;
  }
}

export function compareFiles(state: ShellState, operator: string, a: string, b: string): boolean {
  const first = state.host.files.info(a.startsWith('/') ? a : `${state.cwd}/${a}`);
  const second = state.host.files.info(b.startsWith('/') ? b : `${state.cwd}/${b}`);
  if (operator === '-ef') return a === b && first !== undefined;
  const newer = (first?.modifiedMs ?? Number.NEGATIVE_INFINITY) - (second?.modifiedMs ?? Number.NEGATIVE_INFINITY);
  return operator === '-nt' ? newer > 0 : newer < 0;
}

async function matchRegex(state: ShellState, text: string, word: Word): Promise<boolean> {
  let source = '';
  if (word.parts === undefined) source = word.text;
  else {
    for (const fragment of await expandFragments(state, { ...word, parts: word.parts }, {})) {
      if (fragment === 'break') source += ' ';
      else source += fragment.quoted ? escapeRegex(fragment.text) : fragment.text;
    }
  }
  let regex: Matcher;
  try {
    regex = safeRegex(convertExtended(source), state.options.has('nocasematch'));
  } catch {
    throw new ShellError('', 2);
  }
  let match: ReturnType<Matcher>;
  try {
    match = regex(text);
  } catch (error) {
    if (!(error instanceof RegexBudgetError)) throw error;
    await complain(state, `not simulated in Drydock: [[: ${source}: a pattern that takes this long`);
  }
  state.variables.setArray('BASH_REMATCH', match === undefined ? [] : match.captures.map((group) => group ?? ''));
  return match !== undefined;
}

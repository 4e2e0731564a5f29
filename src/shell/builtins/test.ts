import { ShellError } from '../interpreter/flow.ts';
import { complain, type ShellState } from '../interpreter/shell-state.ts';
import { compareFiles, compareNumbers } from '../interpreter/test-command.ts';
import { unaryTest } from '../interpreter/unary-test.ts';

const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);
const UNARY = /^-[a-zA-Z]$/;

/** `test` and `[`, which decide by the number of their arguments first. */
export async function testBuiltin(state: ShellState, name: string, args: readonly string[]): Promise<number> {
  let rest = args;
  if (name === '[') {
    if (args.at(-1) !== ']') {
      await complain(state, "[: missing `]'");
      return 2;
    }
    rest = args.slice(0, -1);
  }
  try {
    return decide(state, rest) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    await complain(state, `${name}: ${error.message}`);
    return 2;
  }
}

function decide(state: ShellState, args: readonly string[]): boolean {
  if (args.length === 0) return false;
  if (args.length === 1) return args[0] !== '';
  if (args[0] === '!' && args.length <= 4 && !(args.length === 3 && BINARY.has(args[1]!)))
    return !decide(state, args.slice(1));
  if (args.length === 2) {
    if (!UNARY.test(args[0]!)) throw new ShellError(`${args[0]}: unary operator expected`);
    return unaryTest(state, args[0]!, args[1]!);
  }
  if (args.length === 3 && BINARY.has(args[1]!)) return binary(state, args[0]!, args[1]!, args[2]!);
  if ((args.length === 3 || args.length === 4) && args[0] === '(' && args.at(-1) === ')')
    return decide(state, args.slice(1, -1));
  if (args.length === 3 && args[1] !== '-a' && args[1] !== '-o')
    throw new ShellError(`${args[1]}: binary operator expected`);
  let at = 0;
  const primary = (): boolean => {
    const token = args[at];
    if (token === undefined) throw new ShellError('argument expected');
    if (token === '!') {
      at++;
      return !primary();
    }
    if (token === '(') {
      at++;
      const value = either();
      if (args[at++] !== ')') throw new ShellError("`)' expected");
      return value;
    }
    if (BINARY.has(args[at + 1] ?? '')) {
      at += 3;
      return binary(state, args[at - 3]!, args[at - 2]!, args[at - 1] ?? '');
    }
    if (UNARY.test(token) && at + 1 < args.length) {
      at += 2;
      return unaryTest(state, token, args[at - 1]!);
    }
    at++;
    return token !== '';
  };
  const both = (): boolean => {
    let value = primary();
    while (args[at] === '-a') {
      at++;
      value = primary() && value;
    }
    return value;
  };
  const either = (): boolean => {
    let value = both();
    while (args[at] === '-o') {
      at++;
      value = both() || value;
    }
    return value;
  };
  const value = either();
  if (at < args.length) throw new ShellError('too many arguments');
  return value;
}

function binary(state: ShellState, a: string, operator: string, b: string): boolean {
  switch (operator) {
    case '=':
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '-nt':
    case '-ot':
    case '-ef':
      return compareFiles(state, operator, a, b);
  }
  return compareNumbers(operator, integer(a), integer(b));
}

function integer(text: string): bigint {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new ShellError(`${text}: integer expression expected`);
  return BigInt(text.trim().replace(/^\+/, ''));
}

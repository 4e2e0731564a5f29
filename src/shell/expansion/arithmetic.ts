import { ShellError } from '../interpreter/flow.ts';
import { type ArithmeticToken, parseNumber, tokenAt } from './arithmetic-token.ts';
import { applyBinary, PRECEDENCE, wrap } from './binary-arithmetic.ts';

/** What arithmetic needs from a shell. Subscripts are given as their source text. */
export interface ArithmeticVariables {
  get(name: string, subscript: string | undefined): string | undefined;
  set(name: string, subscript: string | undefined, value: string): void;
}

const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']);

const NESTING_LIMIT = 200;

interface Place {
  readonly name: string;
  readonly subscript: string | undefined;
}

interface Result {
  readonly value: bigint;
  readonly place?: Place;
}

/** Computes an arithmetic expression, already expanded, in 64-bit numbers. */
export function evaluateArithmetic(expression: string, variables: ArithmeticVariables, depth = 0): bigint {
  if (depth > NESTING_LIMIT) throw new ShellError(`${expression}: expression recursion level exceeded`, 1, true);
  let at = 0;
  let nested = 0;

  function fail(message: string, from = at): never {
    const rest = expression.slice(from).trimStart();
    throw new ShellError(`${expression.trim()}: ${message} (error token is "${rest}")`, 1, true);
  }

  function next(consume = true): ArithmeticToken | undefined {
    const token = tokenAt(expression, at);
    if (token === undefined && expression.slice(at).trim() !== '') fail('syntax error: operand expected');
    if (consume && token !== undefined) at = token.end;
    return token;
  }

  function binary(operator: string, a: bigint, b: bigint, run: boolean): bigint {
    if (b === 0n && (operator === '/' || operator === '%')) {
      if (!run) return 0n;
      const rest = expression.slice(at - 1).trimStart();
      throw new ShellError(`${expression.trim()}: division by 0 (error token is "${rest}")`, 1, true);
    }
    if (b < 0n && operator === '**') {
      if (!run) return 0n;
      fail('exponent less than 0');
    }
    return applyBinary(operator, a, b);
  }

  function accept(operator: string): boolean {
    const before = at;
    const token = next();
    if (token?.kind === 'operator' && token.text === operator) return true;
    at = before;
    return false;
  }

  function read(place: Place): bigint {
    const text = variables.get(place.name, place.subscript);
    if (text === undefined || text.trim() === '') return 0n;
    if (/^-?(?:0|[1-9]\d*)$/.test(text)) return wrap(BigInt(text));
    return evaluateArithmetic(text, variables, depth + 1);
  }

  function comma(run: boolean): bigint {
    if (++nested > NESTING_LIMIT) fail('expression recursion level exceeded');
    let value = assignment(run).value;
    while (accept(',')) value = assignment(run).value;
    nested--;
    return value;
  }

  function assignment(run: boolean): Result {
    const left = ternary(run);
    const before = at;
    const token = next();
    if (token === undefined || !ASSIGNMENTS.has(token.text)) {
      at = before;
      return left;
    }
    if (left.place === undefined) fail('attempted assignment to non-variable', before);
    const right = assignment(run).value;
    const operator = token.text.slice(0, -1);
    const value = operator === '' ? right : binary(operator, left.value, right, run);
    if (run) variables.set(left.place.name, left.place.subscript, String(value));
    return { value };
  }

  function ternary(run: boolean): Result {
    const test = operators(1, run);
    if (!accept('?')) return test;
    const yes = test.value !== 0n;
    const consequent = comma(run && yes);
    if (!accept(':')) fail("`:' expected for conditional expression");
    const alternate = assignment(run && !yes).value;
    return { value: yes ? consequent : alternate };
  }

  function operators(level: number, run: boolean): Result {
    let left = unary(run);
    for (;;) {
      const before = at;
      const token = next();
      const precedence = token?.kind === 'operator' ? PRECEDENCE[token.text] : undefined;
      if (token === undefined || precedence === undefined || precedence < level) {
        at = before;
        return left;
      }
      let run2 = run;
      if (token.text === '&&') run2 = run && left.value !== 0n;
      if (token.text === '||') run2 = run && left.value === 0n;
      const right = operators(token.text === '**' ? precedence : precedence + 1, run2);
      left = { value: binary(token.text, left.value, right.value, run2) };
    }
  }

  function unary(run: boolean): Result {
    const token = next();
    if (token === undefined) fail('syntax error: operand expected');
    if (token.kind === 'number') return { value: wrap(parseNumber(token.text, fail)) };
    if (token.kind === 'name') return postfix(token.text, run);
    if (++nested > NESTING_LIMIT) fail('expression recursion level exceeded');
    try {
      switch (token.text) {
        case '(': {
          const value = comma(run);
          if (!accept(')')) fail("missing `)'");
          return { value };
        }
        case '-':
          return { value: wrap(-unary(run).value) };
        case '+':
          return { value: unary(run).value };
        case '!':
          return { value: unary(run).value === 0n ? 1n : 0n };
        case '~':
          return { value: wrap(~unary(run).value) };
        case '++':
        case '--': {
          const operand = unary(run);
          const value = wrap(operand.value + (token.text === '++' ? 1n : -1n));
          if (operand.place === undefined) return operand;
          if (run) variables.set(operand.place.name, operand.place.subscript, String(value));
          return { value };
        }
      }
    } finally {
      nested--;
    }
    at -= token.text.length;
    fail('syntax error: operand expected');
  }

  function postfix(name: string, run: boolean): Result {
    let subscript: string | undefined;
    if (expression[at] === '[') {
      let open = 0;
      const start = at + 1;
      for (; at < expression.length; at++) {
        if (expression[at] === '[') open++;
        else if (expression[at] === ']' && --open === 0) break;
      }
      subscript = expression.slice(start, at++);
    }
    const place = { name, subscript };
    const value = run ? read(place) : 0n;
    for (const [operator, step] of [
      ['++', 1n],
      ['--', -1n],
    ] as const) {
      if (!accept(operator)) continue;
      if (run) variables.set(name, subscript, String(wrap(value + step)));
      return { value };
    }
    return { value, place };
  }

  if (expression.trim() === '') return 0n;
  const value = comma(true);
  if (next(false) !== undefined) fail('syntax error in expression');
  return value;
}

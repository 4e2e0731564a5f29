import { ShellError } from '../interpreter/flow.ts';

/** What arithmetic needs from a shell. Subscripts are given as their source text. */
export interface ArithmeticVariables {
  get(name: string, subscript: string | undefined): string | undefined;
  set(name: string, subscript: string | undefined, value: string): void;
}

const TOKEN =
  /\s*(?:(0[xX][0-9a-fA-F]+|\d+#[0-9a-zA-Z@_]+|\d+)|([A-Za-z_][A-Za-z0-9_]*)|(\*\*|<<=|>>=|&&|\|\||<<|>>|<=|>=|==|!=|\+\+|--|[-+*/%&|^]=|[-+*/%<>=!~&|^?:,()[\]]))/y;

const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']);

const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
  '**': 11,
};

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
  const wrap = (value: bigint) => BigInt.asIntN(64, value);

  function fail(message: string, from = at): never {
    const rest = expression.slice(from).trimStart();
    throw new ShellError(`${expression.trim()}: ${message} (error token is "${rest}")`, 1, true);
  }

  function next(consume = true): { text: string; kind: 'number' | 'name' | 'operator' } | undefined {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(expression);
    if (match === null) {
      if (expression.slice(at).trim() !== '') fail('syntax error: operand expected');
      return undefined;
    }
    if (consume) at = TOKEN.lastIndex;
    if (match[1] !== undefined) return { text: match[1], kind: 'number' };
    if (match[2] !== undefined) return { text: match[2], kind: 'name' };
    return { text: match[3]!, kind: 'operator' };
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

  function binary(operator: string, a: bigint, b: bigint, run: boolean): bigint {
    switch (operator) {
      case '+':
        return wrap(a + b);
      case '-':
        return wrap(a - b);
      case '*':
        return wrap(a * b);
      case '/':
      case '%':
        if (b === 0n) {
          if (!run) return 0n;
          throw new ShellError(
            `${expression.trim()}: division by 0 (error token is "${expression.slice(at - String(b).length).trimStart()}")`,
            1,
            true,
          );
        }
        return wrap(operator === '/' ? a / b : a % b);
      case '**':
        if (b < 0n) fail('exponent less than 0');
        return power(a, b);
      case '<<':
        return wrap(a << (b & 63n));
      case '>>':
        return wrap(a >> (b & 63n));
      case '&':
        return a & b;
      case '|':
        return a | b;
      case '^':
        return a ^ b;
      case '&&':
        return a !== 0n && b !== 0n ? 1n : 0n;
      case '||':
        return a !== 0n || b !== 0n ? 1n : 0n;
      case '==':
        return a === b ? 1n : 0n;
      case '!=':
        return a !== b ? 1n : 0n;
      case '<':
        return a < b ? 1n : 0n;
      case '>':
        return a > b ? 1n : 0n;
      case '<=':
        return a <= b ? 1n : 0n;
      default:
        return a >= b ? 1n : 0n;
    }
  }

  function power(base: bigint, exponent: bigint): bigint {
    let result = 1n;
    for (let factor = base, left = exponent; left > 0n; left >>= 1n, factor = wrap(factor * factor)) {
      if ((left & 1n) === 1n) result = wrap(result * factor);
    }
    return result;
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

function parseNumber(text: string, fail: (message: string) => never): bigint {
  const based = /^(\d+)#(.*)$/.exec(text);
  if (based === null) {
    if (/^0[xX]/.test(text)) return BigInt(text);
    if (!/^0\d/.test(text)) return BigInt(text);
    if (/[89]/.test(text)) fail('value too great for base');
    return BigInt(`0o${text.slice(1)}`);
  }
  const base = Number(based[1]);
  if (base < 2 || base > 64) fail('invalid arithmetic base');
  let value = 0n;
  const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';
  for (const character of base <= 36 ? based[2]!.toLowerCase() : based[2]!) {
    const digit = digits.indexOf(character);
    if (digit >= base) fail('value too great for base');
    value = value * BigInt(base) + BigInt(digit);
  }
  return value;
}

import { goQuote } from './go-quote.ts';
import {
  parseInt64,
  type Requirement,
  type Selector,
  type SelectorError,
  type SelectorOperator,
  sortByKey,
} from './label-requirement.ts';
import { isQualifiedName, isValidLabelValue } from './names.ts';

type TokenKind =
  | 'end'
  | 'error'
  | 'identifier'
  | ')'
  | '('
  | ','
  | '!'
  | '=='
  | '='
  | '>'
  | '<'
  | '!='
  | 'in'
  | 'notin';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const symbols = new Set<TokenKind>([')', '(', ',', '!', '==', '=', '>', '<', '!=']);
const binaryOperators = 'in, notin, =, ==, !=, gt, lt';
const operatorOf = new Map<TokenKind, SelectorOperator>([
  ['in', 'in'],
  ['notin', 'notin'],
  ['=', '='],
  ['==', '=='],
  ['!=', '!='],
  ['>', 'gt'],
  ['<', 'lt'],
]);

/** A person's mistake in a selector; caught by `parseLabelSelector`. */
class SelectorSyntaxError extends Error {}

const fail = (message: string): never => {
  throw new SelectorSyntaxError(message);
};

/** Parses `-l` and the labelSelector parameter. Models apimachinery labels.Parse, with its messages. */
export function parseLabelSelector(text: string): Selector | SelectorError {
  try {
    return sortByKey(new Parser(scan(text)).requirements());
  } catch (error) {
    if (error instanceof SelectorSyntaxError) return { error: error.message };
    throw error;
  }
}

function scan(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const lexer = /[ \t\r\n]+|([=!(),<>]+)|([^=!(),<> \t\r\n]+)/g;
  for (const match of text.matchAll(lexer)) {
    if (match[1] !== undefined) tokens.push(...scanSymbols(match[1]));
    else if (match[2] === 'in' || match[2] === 'notin') tokens.push({ kind: match[2], text: match[2] });
    else if (match[2] !== undefined) tokens.push({ kind: 'identifier', text: match[2] });
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function scanSymbols(run: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < run.length; ) {
    const two = run.slice(at, at + 2) as TokenKind;
    const symbol = two.length === 2 && symbols.has(two) ? two : (run[at] as TokenKind);
    tokens.push({ kind: symbol, text: symbol });
    at += symbol.length;
  }
  return tokens;
}

class Parser {
  private at = 0;
  private readonly tokens: readonly Token[];
  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  requirements(): Requirement[] {
    const found: Requirement[] = [];
    for (;;) {
      const { kind, text } = this.peek();
      if (kind === 'end') return found;
      if (kind !== 'identifier' && kind !== '!') fail(`found '${text}', expected: !, identifier, or 'end of string'`);
      found.push(this.requirement());
      const next = this.take();
      if (next.kind === 'end') return found;
      if (next.kind !== ',') fail(`found '${next.text}', expected: ',' or 'end of string'`);
      const after = this.peek();
      if (after.kind !== 'identifier' && after.kind !== '!') {
        fail(`found '${after.text}', expected: identifier after ','`);
      }
    }
  }

  private requirement(): Requirement {
    try {
      return this.readRequirement();
    } catch (error) {
      if (error instanceof SelectorSyntaxError) return fail(`unable to parse requirement: ${error.message}`);
      throw error;
    }
  }

  private readRequirement(): Requirement {
    let token = this.take();
    const negated = token.kind === '!';
    if (negated) token = this.take();
    if (token.kind !== 'identifier') fail(`found '${token.text}', expected: identifier`);
    const key = token.text;
    const wrong = isQualifiedName(key);
    if (wrong.length > 0) fail(`<nil>: Invalid value: ${goQuote(key)}: ${wrong.join('; ')}`);
    const next = this.peek().kind;
    // The `!` decides, whatever follows; the caller trips over the rest.
    if (negated) return { key, operator: '!', values: [] };
    if (next === 'end' || next === ',') return { key, operator: 'exists', values: [] };
    return this.binary(key);
  }

  private binary(key: string): Requirement {
    const token = this.take(false);
    const operator = operatorOf.get(token.kind) ?? fail(`found '${token.text}', expected: ${binaryOperators}`);
    const values = operator === 'in' || operator === 'notin' ? this.values() : this.exactValue();
    const sorted = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
    checkValues(key, operator, sorted);
    return { key, operator, values: sorted };
  }

  private values(): readonly string[] {
    const open = this.take();
    if (open.kind !== '(') fail(`found '${open.text}' expected: '('`);
    const first = this.peek();
    if (first.kind === ')') {
      this.take();
      return [''];
    }
    if (first.kind !== 'identifier' && first.kind !== ',') {
      fail(`found '${first.text}', expected: ',', ')' or identifier`);
    }
    const list = this.identifiers();
    if (this.take().kind !== ')') fail(`found '${first.text}', expected: ')'`);
    return list;
  }

  private identifiers(): readonly string[] {
    const list: string[] = [];
    for (;;) {
      const token = this.take();
      const next = this.peek();
      if (token.kind === 'identifier') {
        list.push(token.text);
        if (next.kind === ')') return list;
        if (next.kind !== ',') fail(`found '${next.text}', expected: ',' or ')'`);
      } else if (token.kind === ',') {
        if (list.length === 0) list.push('');
        if (next.kind === ')') return [...list, ''];
        if (next.kind === ',') {
          this.take();
          list.push('');
        }
      } else fail(`found '${token.text}', expected: ',', or identifier`);
    }
  }

  private exactValue(): readonly string[] {
    const next = this.peek().kind;
    if (next === 'end' || next === ',') return [''];
    const token = this.take();
    return token.kind === 'identifier' ? [token.text] : fail(`found '${token.text}', expected: identifier`);
  }

  private peek(): Token {
    return asValue(this.tokens[this.at] ?? { kind: 'end', text: '' });
  }

  private take(value = true): Token {
    const token = this.tokens[this.at++] ?? { kind: 'end', text: '' };
    return value ? asValue(token) : token;
  }
}

/** `in` and `notin` are operators after a key and plain words elsewhere. */
function asValue(token: Token): Token {
  return token.kind === 'in' || token.kind === 'notin' ? { kind: 'identifier', text: token.text } : token;
}

/** Models the checks of labels.NewRequirement that a parsed text can fail. */
function checkValues(key: string, operator: SelectorOperator, values: readonly string[]): void {
  const wrong: string[] = [];
  const invalid = (path: string, value: string, why: string) =>
    wrong.push(`${path}: Invalid value: ${goQuote(value)}: ${why}`);
  if (operator === 'gt' || operator === 'lt') {
    values.forEach((value, index) => {
      if (parseInt64(value) !== undefined) return;
      invalid(`values[${index}]`, value, "for 'Gt', 'Lt' operators, the value must be an integer");
    });
  }
  values.forEach((value, index) => {
    const messages = isValidLabelValue(value);
    if (messages.length > 0) invalid(`values[${index}][${key}]`, value, messages.join('; '));
  });
  if (wrong.length === 1) fail(wrong[0]!);
  if (wrong.length > 1) fail(`[${wrong.join(', ')}]`);
}

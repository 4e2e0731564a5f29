import { goQuote } from './go-quote.ts';
import type { TemplateToken, TokenKind } from './go-template-lexer.ts';
import { type TemplateCommand, type TemplatePipe, type TemplateTerm, templateNodeText } from './go-template-nodes.ts';
import type { TokenReader } from './go-template-tokens.ts';
import { goUnquote } from './go-unquote.ts';

const operands: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'bool',
  'charConstant',
  'field',
  'identifier',
  'number',
  'rawString',
  'string',
  'variable',
  'leftParen',
]);

/** Reads what stands inside of an action: commands and their operands. */
export class PipeParser {
  /** The variables that are known at this place. */
  variables: string[] = ['$'];
  private readonly tokens: TokenReader;
  private readonly functions: ReadonlySet<string>;
  constructor(tokens: TokenReader, functions: ReadonlySet<string>) {
    this.tokens = tokens;
    this.functions = functions;
  }

  pipe(context: string, end: TokenKind): TemplatePipe {
    const { at } = this.tokens.peekWord();
    const variables: string[] = [];
    let assigns = false;
    for (;;) {
      const start = this.tokens.at;
      const name = this.tokens.nextWord();
      const sign = name.kind === 'variable' ? this.tokens.nextWord() : name;
      if (name.kind === 'variable' && (sign.kind === 'declare' || sign.kind === 'assign')) {
        assigns = sign.kind === 'assign';
        variables.push(name.text);
        break;
      }
      if (name.kind === 'variable' && sign.kind === 'char' && sign.text === ',') {
        variables.push(name.text);
        if (context !== 'range' || variables.length > 1) this.tokens.fail(`too many declarations in ${context}`);
        if (this.tokens.peekWord().kind !== 'variable') this.tokens.fail('range can only initialize variables');
        continue;
      }
      this.tokens.at = start;
      break;
    }
    this.variables.push(...variables);
    const commands: TemplateCommand[] = [];
    for (;;) {
      const token = this.tokens.peekWord();
      if (token.kind === end) {
        this.tokens.nextWord();
        this.checkPipe(commands, context);
        return { kind: 'pipe', variables, assigns, commands, at };
      }
      const isWord = token.kind === 'keyword' && (token.text === '.' || token.text === 'nil');
      if (!operands.has(token.kind) && !isWord) this.tokens.unexpected(this.tokens.nextWord(), context);
      commands.push(this.command());
    }
  }

  private checkPipe(commands: readonly TemplateCommand[], context: string): void {
    if (commands.length === 0) this.tokens.fail(`missing value for ${context}`);
    commands.slice(1).forEach((command, index) => {
      const { kind } = command.terms[0]!;
      if (['bool', 'dot', 'nil', 'number', 'string'].includes(kind)) {
        this.tokens.fail(`non executable command in pipeline stage ${index + 2}`);
      }
    });
  }

  private command(): TemplateCommand {
    const { at } = this.tokens.peekWord();
    const terms: TemplateTerm[] = [];
    for (;;) {
      this.tokens.peekWord();
      const term = this.operand();
      if (term !== undefined) terms.push(term);
      const token = this.tokens.peek();
      if (token.kind === 'space') {
        this.tokens.at++;
        continue;
      }
      if (token.kind === 'pipe') this.tokens.at++;
      else if (token.kind !== 'rightDelim' && token.kind !== 'rightParen')
        this.tokens.unexpected(this.tokens.next(), 'operand');
      break;
    }
    if (terms.length === 0) this.tokens.fail('empty command');
    return { kind: 'command', terms, at };
  }

  private operand(): TemplateTerm | undefined {
    const term = this.term();
    if (term === undefined || this.tokens.peek().kind !== 'field') return term;
    const { at } = this.tokens.peek();
    const names: string[] = [];
    while (this.tokens.peek().kind === 'field') names.push(this.tokens.next().text.slice(1));
    if (term.kind === 'field' || term.kind === 'variable') return { ...term, names: [...term.names, ...names], at };
    if (term.kind === 'function' || term.kind === 'pipe' || term.kind === 'chain') {
      return { kind: 'chain', of: term, names, at };
    }
    return this.tokens.fail(`unexpected . after term ${goQuote(templateNodeText(term))}`);
  }

  private term(): TemplateTerm | undefined {
    const token = this.tokens.peekWord();
    const { at, text } = token;
    const found = this.simpleTerm(token);
    if (found !== undefined) {
      this.tokens.nextWord();
      return found;
    }
    if (token.kind === 'leftParen') {
      this.tokens.nextWord();
      return { ...this.pipe('parenthesized pipeline', 'rightParen'), at };
    }
    if (token.kind === 'identifier') this.tokens.fail(`function ${goQuote(text)} not defined`, token);
    if (token.kind === 'variable') this.tokens.fail(`undefined variable ${goQuote(text)}`, token);
    return undefined;
  }

  private simpleTerm({ kind, text, at }: TemplateToken): TemplateTerm | undefined {
    if (kind === 'identifier' && this.functions.has(text)) return { kind: 'function', name: text, at };
    if (kind === 'keyword' && text === '.') return { kind: 'dot', at };
    if (kind === 'keyword' && text === 'nil') return { kind: 'nil', at };
    if (kind === 'variable' && this.variables.includes(text)) return { kind: 'variable', name: text, names: [], at };
    if (kind === 'field') return { kind: 'field', names: [text.slice(1)], at };
    if (kind === 'bool') return { kind: 'bool', value: text === 'true', at };
    if (kind === 'number') return { kind: 'number', value: this.number(text), text, at };
    if (kind !== 'string' && kind !== 'rawString' && kind !== 'charConstant') return undefined;
    const value = goUnquote(text) ?? this.tokens.fail('invalid syntax');
    if (kind !== 'charConstant') return { kind: 'string', value, text, at };
    const [character, ...more] = [...value];
    if (character === undefined || more.length > 0) this.tokens.fail(`malformed character constant: ${text}`);
    return { kind: 'number', value: BigInt(character?.codePointAt(0) ?? 0), text, at };
  }

  private number(text: string): bigint | number {
    const plain = text.replaceAll('_', '').toLowerCase();
    const sign = plain.startsWith('-') ? -1n : 1n;
    const digits = plain.replace(/^[-+]/, '');
    if (/^(0x[0-9a-f]+|0o[0-7]+|0b[01]+|0[0-7]*|[1-9][0-9]*)$/.test(digits) && digits.length < 80) {
      const value = sign * BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
      if (value >= 1n << 63n || value < -(1n << 63n)) this.tokens.fail(`integer overflow: ${goQuote(text)}`);
      return value;
    }
    if (/^([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?$/.test(digits)) return Number(plain);
    return this.tokens.fail(`bad number syntax: ${goQuote(text)}`);
  }
}

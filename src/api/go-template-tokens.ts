import { goQuote } from './go-quote.ts';
import type { TemplateToken, TokenKind } from './go-template-lexer.ts';

/** A person's mistake in a template. */
export class GoTemplateError extends Error {}

/** Walks over the tokens of a template and complains as Go does. */
export class TokenReader {
  at = 0;
  actionLine = 0;
  private readonly tokens: readonly TemplateToken[];
  constructor(tokens: readonly TemplateToken[]) {
    this.tokens = tokens;
  }

  peek(): TemplateToken {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)]!;
  }

  next(): TemplateToken {
    const token = this.peek();
    this.at++;
    return token;
  }

  peekWord(): TemplateToken {
    while (this.peek().kind === 'space') this.at++;
    return this.peek();
  }

  nextWord(): TemplateToken {
    this.peekWord();
    return this.next();
  }

  expect(kind: TokenKind, context: string): void {
    const token = this.nextWord();
    if (token.kind !== kind) this.unexpected(token, context);
  }

  unexpected(token: TemplateToken, context: string): never {
    if (token.kind !== 'error') this.fail(`unexpected ${tokenText(token)} in ${context}`, token);
    const elsewhere = this.actionLine !== token.line ? ` started at output:${this.actionLine}` : '';
    const extra = elsewhere === '' || token.text.endsWith(' action') ? elsewhere : ` in action${elsewhere}`;
    return this.fail(`${token.text}${extra}`, token);
  }

  fail(
    message: string,
    token: TemplateToken = this.tokens[Math.max(0, Math.min(this.at, this.tokens.length) - 1)]!,
  ): never {
    throw new GoTemplateError(`template: output:${token.line}: ${message}`);
  }
}

function tokenText(token: TemplateToken): string {
  if (token.kind === 'eof') return 'EOF';
  if (token.kind === 'keyword') return `<${token.text}>`;
  const characters = [...token.text];
  return characters.length > 10 ? `${goQuote(characters.slice(0, 10).join(''))}...` : goQuote(token.text);
}

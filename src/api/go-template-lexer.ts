export type TokenKind =
  | 'bool'
  | 'char'
  | 'charConstant'
  | 'assign'
  | 'declare'
  | 'eof'
  | 'error'
  | 'field'
  | 'identifier'
  | 'leftDelim'
  | 'leftParen'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'rightDelim'
  | 'rightParen'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | 'keyword';

export interface TemplateToken {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
  readonly line: number;
}

const keywords = new Set(
  '. block break continue define else end if range nil template with'.split(' ') as readonly string[],
);

/** Splits a Go template into tokens; an error is the last of them. Models text/template/parse lex. */
export function lexGoTemplate(text: string): readonly TemplateToken[] {
  return new Lexer(text).run();
}

class Lexer {
  private readonly tokens: TemplateToken[] = [];
  private at = 0;
  private line = 1;
  private parens = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  run(): readonly TemplateToken[] {
    let trimLeft = false;
    while (this.at < this.text.length) {
      const open = this.text.indexOf('{{', this.at);
      const end = open < 0 ? this.text.length : open;
      this.literal(end, trimLeft, open >= 0 && /^\{\{-[ \t\r\n]/.test(this.text.slice(open, open + 4)));
      if (open < 0) break;
      const closed = this.action();
      if (closed === undefined) return this.tokens;
      trimLeft = closed === 'trim';
    }
    this.emit('eof', this.text.length);
    return this.tokens;
  }

  private literal(end: number, trimLeft: boolean, trimRight: boolean): void {
    const whole = this.text.slice(this.at, end);
    let kept = trimLeft ? whole.replace(/^[ \t\r\n]+/, '') : whole;
    this.skip(whole.length - kept.length);
    if (trimRight) kept = kept.replace(/[ \t\r\n]+$/, '');
    if (kept !== '') this.emit('text', this.at + kept.length);
    this.skip(end - this.at);
  }

  /** From the left delimiter to the right one; undefined after an error. */
  private action(): 'plain' | 'trim' | undefined {
    const marker = /^\{\{-[ \t\r\n]/.test(this.text.slice(this.at, this.at + 4)) ? 2 : 0;
    if (this.text.startsWith('/*', this.at + 2 + marker)) return this.comment(marker);
    this.emit('leftDelim', this.at + 2);
    this.skip(marker);
    this.parens = 0;
    for (;;) {
      const trims = /^[ \t\r\n]-\}\}/.test(this.text.slice(this.at, this.at + 4));
      if (trims || this.text.startsWith('}}', this.at)) {
        if (this.parens > 0) return this.error('unclosed left paren');
        this.skip(trims ? 2 : 0);
        this.emit('rightDelim', this.at + 2);
        return trims ? 'trim' : 'plain';
      }
      if (!this.inside()) return undefined;
    }
  }

  private comment(marker: number): 'plain' | 'trim' | undefined {
    const start = this.at + 2 + marker;
    const end = this.text.indexOf('*/', start + 2);
    if (end < 0) return this.error('unclosed comment');
    const close = /^([ \t\r\n]-)?\}\}/.exec(this.text.slice(end + 2, end + 6));
    if (close === null) return this.error('comment ends before closing delimiter');
    this.skip(end + 2 + close[0].length - this.at);
    return close[1] === undefined ? 'plain' : 'trim';
  }

  /** One token of an action; false after an error. */
  private inside(): boolean {
    const rest = this.text.slice(this.at, this.at + 10_000);
    const character = rest === '' ? '' : String.fromCodePoint(rest.codePointAt(0) ?? 0);
    if (character === '') return this.fail('unclosed action');
    // The space that belongs to a trim marker is left for it.
    const space = /^[ \t\r\n]+/.exec(rest)?.[0];
    if (space !== undefined) {
      const marks = rest.startsWith('-}}', space.length) ? 1 : 0;
      return this.take('space', space.length - marks);
    }
    if (character === '=') return this.take('assign', 1);
    if (character === ':') return rest[1] === '=' ? this.take('declare', 2) : this.fail('expected :=');
    if (character === '|') return this.take('pipe', 1);
    if (character === '"') return this.quoted(/^"(?:[^"\\\n]|\\[^\n])*"/, 'string', 'unterminated quoted string');
    if (character === '`') return this.quoted(/^`[^`]*`/, 'rawString', 'unterminated raw quoted string');
    if (character === "'") {
      return this.quoted(/^'(?:[^'\\\n]|\\[^\n])*'/, 'charConstant', 'unterminated character constant');
    }
    if (character === '(') {
      this.parens++;
      return this.take('leftParen', 1);
    }
    if (character === ')') {
      this.parens--;
      return this.parens < 0 ? this.fail('unexpected right paren') : this.take('rightParen', 1);
    }
    return this.word(rest, character);
  }

  private word(rest: string, character: string): boolean {
    const named = /^[.$]?[\p{L}\p{Nd}_]*/u.exec(rest)?.[0] ?? '';
    const isNumber = /^[-+0-9]|^\.[0-9]/.test(rest);
    if (isNumber) return this.number(rest);
    if (named === '') {
      return /[!-~]/.test(character)
        ? this.take('char', 1)
        : this.fail(`unrecognized character in action: ${goRune(character)}`);
    }
    const next = rest.slice(named.length);
    if (next !== '' && !/^[ \t\r\n.,|:)(}]/.test(next)) {
      const bad = String.fromCodePoint(next.codePointAt(0) ?? 0);
      return this.fail(`bad character ${goRune(bad)}`);
    }
    if (keywords.has(named)) return this.take('keyword', named.length);
    if (named === 'true' || named === 'false') return this.take('bool', named.length);
    const kind = named.startsWith('$') ? 'variable' : named.startsWith('.') ? 'field' : 'identifier';
    return this.take(kind, named.length);
  }

  private number(rest: string): boolean {
    const text =
      /^[-+]?(?:0[xX][0-9a-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*|[0-9_]*)(?:\.[0-9_]*)?(?:[eE][-+]?[0-9_]*)?/.exec(
        rest,
      )?.[0] ?? '';
    const next = rest.slice(text.length, text.length + 1);
    if (/[\p{L}\p{Nd}_]/u.test(next)) return this.fail(`bad number syntax: ${JSON.stringify(text + next)}`);
    return this.take('number', Math.max(text.length, 1));
  }

  private quoted(pattern: RegExp, kind: TokenKind, problem: string): boolean {
    const found = pattern.exec(this.text.slice(this.at));
    return found === null ? this.fail(problem) : this.take(kind, found[0].length);
  }

  private take(kind: TokenKind, length: number): true {
    this.emit(kind, this.at + length);
    return true;
  }

  private fail(message: string): false {
    this.error(message);
    return false;
  }

  private error(message: string): undefined {
    this.tokens.push({ kind: 'error', text: message, at: this.at, line: this.line });
  }

  private emit(kind: TokenKind, end: number): void {
    const text = this.text.slice(this.at, end);
    this.tokens.push({ kind, text, at: this.at, line: this.line });
    this.skip(end - this.at);
  }

  private skip(length: number): void {
    for (let step = 0; step < length; step++) if (this.text[this.at + step] === '\n') this.line++;
    this.at += length;
  }
}

/** As Go's `%#U`: the code point, and the character in quotes. */
function goRune(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${hex} '${character}'`;
}

import { goQuote } from './go-quote.ts';

/** What is wrong with a JSON text, in the words of Go's encoding/json, and where (in characters). */
export interface JsonTextError {
  readonly error: string;
  readonly offset: number;
}

const MAX_DEPTH = 10_000;

class JsonSyntaxError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Reads one JSON text. Go's wording: `unexpected end of JSON input`, `invalid character 'x' looking for beginning of value`. */
export function parseJson(text: string): { readonly value: unknown } | JsonTextError {
  try {
    return { value: parseFast(text) };
  } catch {
    return explain(text);
  }
}

/** The engine's parser is fast; a key that would harm is worth a second look only where its name occurs at all. */
function parseFast(text: string): unknown {
  if (text.includes('proto') || text.includes('\\u')) throw new SyntaxError('look closer');
  return JSON.parse(text);
}

function explain(text: string): { readonly value: unknown } | JsonTextError {
  try {
    const scanner = new Scanner(text, 0);
    const value = scanner.value(0);
    scanner.space();
    if (scanner.at < text.length) scanner.fail('after top-level value');
    return { value };
  } catch (error) {
    if (error instanceof JsonSyntaxError) return { error: error.message, offset: error.offset };
    throw error;
  }
}

/** Reads JSON values that follow each other. Errors as kubectl shows them. */
export function parseJsonStream(text: string): { readonly values: readonly unknown[]; readonly error?: string } {
  const values: unknown[] = [];
  const scanner = new Scanner(text, 0);
  try {
    for (;;) {
      scanner.space();
      if (scanner.at >= text.length) return { values };
      values.push(scanner.value(0));
    }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const ended = error.message === 'unexpected end of JSON input';
    return { values, error: ended ? 'unexpected EOF' : `json: offset ${error.offset}: ${error.message}` };
  }
}

class Scanner {
  at: number;
  private readonly text: string;
  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  space(): void {
    while (this.at < this.text.length && ' \t\r\n'.includes(this.text[this.at]!)) this.at++;
  }

  fail(context: string): never {
    if (this.at >= this.text.length) throw new JsonSyntaxError('unexpected end of JSON input', this.at);
    const character = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
    throw new JsonSyntaxError(`invalid character ${quoteCharacter(character)} ${context}`, this.at + 1);
  }

  value(depth: number): unknown {
    this.space();
    if (depth > MAX_DEPTH) throw new JsonSyntaxError('exceeded max depth', this.at);
    const character = this.text[this.at];
    if (character === '{') return this.object(depth);
    if (character === '[') return this.list(depth);
    if (character === '"') return this.string();
    if (character !== undefined && /[-0-9]/.test(character)) return this.number();
    if (character === 't') return this.word('true', true);
    if (character === 'f') return this.word('false', false);
    if (character === 'n') return this.word('null', null);
    return this.fail('looking for beginning of value');
  }

  private object(depth: number): Readonly<Record<string, unknown>> {
    const result: Record<string, unknown> = {};
    this.at++;
    this.space();
    if (this.take('}')) return result;
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') this.fail('looking for beginning of object key string');
      const start = this.at;
      const key = this.string();
      if (key === '__proto__') {
        throw new JsonSyntaxError('not simulated in Drydock: the key "__proto__"', start);
      }
      this.space();
      if (!this.take(':')) this.fail('after object key');
      result[key] = this.value(depth + 1);
      this.space();
      if (this.take('}')) return result;
      if (!this.take(',')) this.fail('after object key:value pair');
    }
  }

  private list(depth: number): readonly unknown[] {
    const result: unknown[] = [];
    this.at++;
    this.space();
    if (this.take(']')) return result;
    for (;;) {
      result.push(this.value(depth + 1));
      this.space();
      if (this.take(']')) return result;
      if (!this.take(',')) this.fail('after array element');
    }
  }

  private string(): string {
    const start = this.at++;
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined || character < ' ') this.fail('in string literal');
      this.at++;
      if (character === '"') return JSON.parse(this.text.slice(start, this.at)) as string;
      if (character === '\\') this.escape();
    }
  }

  private escape(): void {
    if (!this.take('u')) {
      if (!'bfnrt\\/"'.includes(this.text[this.at] ?? '?')) this.fail('in string escape code');
      this.at++;
      return;
    }
    for (let digit = 0; digit < 4; digit++) {
      if (!/[0-9a-fA-F]/.test(this.text[this.at] ?? '')) this.fail('in \\u hexadecimal character escape');
      this.at++;
    }
  }

  private number(): number {
    const start = this.at;
    this.take('-');
    if (!this.take('0')) this.digits('in numeric literal');
    if (this.take('.')) this.digits('after decimal point in numeric literal');
    if (this.take('e') || this.take('E')) {
      if (!this.take('+')) this.take('-');
      this.digits('in exponent of numeric literal');
    }
    return Number(this.text.slice(start, this.at));
  }

  private digits(context: string): void {
    if (!/[0-9]/.test(this.text[this.at] ?? '')) this.fail(context);
    while (/[0-9]/.test(this.text[this.at] ?? '')) this.at++;
  }

  private word<T>(word: string, value: T): T {
    for (const letter of word) {
      if (!this.take(letter)) this.fail(`in literal ${word} (expecting ${quoteCharacter(letter)})`);
    }
    return value;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }
}

function quoteCharacter(character: string): string {
  if (character === "'") return "'\\''";
  if (character === '"') return `'"'`;
  return `'${goQuote(character).slice(1, -1)}'`;
}

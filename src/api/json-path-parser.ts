/** One step of a path. Models client-go util/jsonpath nodes. */
export type JsonPathNode =
  | { readonly kind: 'text' | 'field' | 'identifier'; readonly value: string }
  | { readonly kind: 'int' | 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'list'; readonly nodes: readonly JsonPathNode[] }
  | { readonly kind: 'union'; readonly lists: readonly (readonly JsonPathNode[])[] }
  | {
      readonly kind: 'filter';
      readonly left: readonly JsonPathNode[];
      readonly right: readonly JsonPathNode[];
      readonly operator: string;
    }
  | { readonly kind: 'array'; readonly params: readonly SliceParam[] }
  | { readonly kind: 'wildcard' | 'recursive' };

/** A bound of a slice; an end that was derived from a single index is marked. */
export interface SliceParam {
  readonly value: number;
  readonly known: boolean;
  readonly derived: boolean;
}

/** A person's mistake in a template. */
export class JsonPathError extends Error {}

const fail = (message: string): never => {
  throw new JsonPathError(message);
};

const MAX_LENGTH = 100_000;

/** Reads a template: text with actions in braces. Throws a JsonPathError. */
export function parseJsonPathNodes(template: string): readonly JsonPathNode[] {
  if (template.length > MAX_LENGTH) fail('the template is too long');
  return new Parser(template).template();
}

function parseAction(text: string): readonly JsonPathNode[] {
  const first = new Parser(`{${text}}`).template()[0];
  return first?.kind === 'list' ? first.nodes : [];
}

const isTerminator = (character: string | undefined): boolean =>
  character === undefined || ' \t\r\n.,[]$@{}'.includes(character);
const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{Nd}_]/u.test(character);

class Parser {
  private at = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  template(): readonly JsonPathNode[] {
    const nodes: JsonPathNode[] = [];
    while (this.at < this.text.length) {
      const brace = this.text.indexOf('{', this.at);
      const end = brace < 0 ? this.text.length : brace;
      if (end > this.at) nodes.push({ kind: 'text', value: this.text.slice(this.at, end) });
      this.at = end;
      if (brace < 0) break;
      this.at++;
      nodes.push({ kind: 'list', nodes: this.action() });
    }
    return nodes;
  }

  private action(): readonly JsonPathNode[] {
    const nodes: JsonPathNode[] = [];
    for (;;) {
      if (this.take('}')) return nodes;
      if (this.take('[?(')) nodes.push(this.filter());
      else if (this.take('..')) this.recursive(nodes);
      else this.step(nodes);
    }
  }

  private step(nodes: JsonPathNode[]): void {
    const character = this.text[this.at];
    if (character === undefined || character === '\n' || character === '\r') fail('unclosed action');
    else if (' @$'.includes(character)) this.at++;
    else if (character === '[') nodes.push(...this.array());
    else if (character === '"' || character === "'") nodes.push(this.quote(character));
    else if (character === '.') {
      this.at++;
      nodes.push(this.field());
    } else if (/[-+0-9]/.test(character)) nodes.push(this.number());
    else if (isWord(character)) nodes.push(this.identifier());
    else fail(`unrecognized character in action: ${goRune(character)}`);
  }

  private recursive(nodes: JsonPathNode[]): void {
    if (nodes.at(-1)?.kind === 'recursive') fail('invalid multiple recursive descent');
    nodes.push({ kind: 'recursive' });
    if (isWord(this.text[this.at])) nodes.push(this.field());
  }

  private field(): JsonPathNode {
    const start = this.at;
    while (!isTerminator(this.text[this.at])) this.at += this.text[this.at] === '\\' ? 2 : 1;
    const value = this.text.slice(start, this.at);
    return value === '*' ? { kind: 'wildcard' } : { kind: 'field', value: value.replaceAll('\\', '') };
  }

  private identifier(): JsonPathNode {
    const start = this.at;
    while (!isTerminator(this.text[this.at])) this.at++;
    const value = this.text.slice(start, this.at);
    return value === 'true' || value === 'false'
      ? { kind: 'bool', value: value === 'true' }
      : { kind: 'identifier', value };
  }

  private number(): JsonPathNode {
    const start = this.at++;
    while (/[.0-9]/.test(this.text[this.at] ?? '')) this.at++;
    const text = this.text.slice(start, this.at);
    if (/^[-+]?[0-9]+$/.test(text)) return { kind: 'int', value: Number(text) };
    if (/^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)$/.test(text)) return { kind: 'float', value: Number(text) };
    return fail(`cannot parse number ${text}`);
  }

  private quote(mark: string): JsonPathNode {
    const start = this.at++;
    for (;;) {
      const character = this.text[this.at++];
      if (character === undefined || character === '\n') fail('unterminated quoted string');
      if (character === mark && this.text[this.at - 2] !== '\\') break;
    }
    return { kind: 'text', value: unquote(this.text.slice(start + 1, this.at - 1)) };
  }

  private array(): readonly JsonPathNode[] {
    const start = this.at + 1;
    do {
      const character = this.text[this.at++];
      if (character === undefined || character === '\n') fail('unterminated array');
    } while (this.text[this.at - 1] !== ']');
    const inner = this.text.slice(start, this.at - 1);
    const text = inner === '*' ? ':' : inner;
    const parts = text.split(',');
    if (parts.length > 1) {
      return [{ kind: 'union', lists: parts.map((part) => parseAction(`[${part.replace(/^ +| +$/g, '')}]`)) }];
    }
    const key = /^'([^']*)'$/.exec(text);
    if (key !== null) return parseAction(`.${key[1]}`);
    const slice = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
    return slice === null ? fail(`invalid array index ${text}`) : [{ kind: 'array', params: sliceParams(slice) }];
  }

  private filter(): JsonPathNode {
    const start = this.at;
    let quote: string | undefined;
    let closed = true;
    for (;;) {
      const character = this.text[this.at++];
      if (character === undefined || character === '\n') fail('unterminated filter');
      if (character === '"' || character === "'") {
        if (quote === undefined) {
          quote = character;
          closed = false;
        } else if (character === quote && this.text[this.at - 2] !== '\\') closed = true;
      } else if (character === ')' && closed) break;
    }
    if (this.text[this.at++] !== ']') fail('unclosed array expect ]');
    const text = this.text.slice(start, this.at - 2);
    const match = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text);
    if (match === null) return { kind: 'filter', left: parseAction(text), right: [], operator: 'exists' };
    const [, left = '', operator = '', right = ''] = match;
    return { kind: 'filter', left: parseAction(left), right: parseAction(right), operator };
  }

  private take(prefix: string): boolean {
    if (!this.text.startsWith(prefix, this.at)) return false;
    this.at += prefix.length;
    return true;
  }
}

function sliceParams(match: RegExpExecArray): readonly SliceParam[] {
  const texts = [match[1] ?? '', match[2] ?? '', match[3] ?? ''];
  let start = 0;
  return texts.map((text, index) => {
    const digits = index === 0 ? text : text.slice(1);
    if (text === '' && index === 1) return { value: start + 1, known: true, derived: true };
    if (digits === '') return { value: 0, known: false, derived: false };
    if (digits === '-') fail(`array index ${digits} is not a number`);
    if (index === 0) start = Number(digits);
    return { value: Number(digits), known: true, derived: false };
  });
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

function unquote(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-7]{3}|[\s\S]?)/g, (whole, code: string) => {
    if (/^[ux][0-9a-fA-F]/.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]{3}$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    return simpleEscapes[code] ?? fail(`unquote string ${whole} error invalid syntax`);
  });
}

/** As Go's `%#U`: the code point, and the character in quotes. */
function goRune(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${hex} '${character}'`;
}

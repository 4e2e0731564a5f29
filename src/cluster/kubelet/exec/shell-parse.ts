/** A command of a container's shell. Words keep their quotes; they are expanded when the command runs. */
export type ShellNode =
  | { readonly kind: 'simple'; readonly words: readonly string[]; readonly redirects: readonly Redirect[] }
  | { readonly kind: 'list'; readonly parts: readonly ShellPart[] }
  | { readonly kind: 'pipe'; readonly commands: readonly ShellNode[] }
  | { readonly kind: 'for'; readonly name: string; readonly words: readonly string[]; readonly body: ShellNode }
  | { readonly kind: 'while'; readonly until: boolean; readonly condition: ShellNode; readonly body: ShellNode }
  | { readonly kind: 'if'; readonly condition: ShellNode; readonly then: ShellNode; readonly else?: ShellNode };

export interface ShellPart {
  readonly node: ShellNode;
  /** What must hold of the part before it for this one to run. */
  readonly when: 'always' | 'success' | 'failure';
  readonly background: boolean;
}

export interface Redirect {
  readonly from: 0 | 1 | 2;
  readonly append: boolean;
  /** A raw word; `&1` and `&2` are streams. */
  readonly to: string;
}

const sizeLimit = 20_000;
const depthLimit = 40;
const token =
  /[ \t]+|\\\n|#[^\n]*|\n|;;?|&&|\|\||\||&(?!>)|[012]?>>?&[12]|&>|[012]?>>|[012]?>|<|[(){}](?=[\s;]|$)|(?:"(?:[^"\\]|\\[\s\S])*"|'[^']*'|\\[\s\S]|\$\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\$\{[^}]*\}|[^\s;&|<>"'\\]|&(?=>))+/gy;

/** Parses a script; the error is worded as ash words it. */
export function parseShell(script: string): ShellNode | { readonly error: string } {
  if (script.length > sizeLimit) return { error: 'script too large' };
  // Old style substitution means the same.
  const text = script.replace(/`([^`']*)`/g, '$($1)');
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text)?.[0];
    if (found === undefined) return { error: 'syntax error: unterminated quoted string' };
    if (/^[ \t]|^\\\n/.test(found)) continue;
    if (found.startsWith('#') && (at === 0 || /[\s;&|]/.test(text[at - 1]!))) continue;
    tokens.push(found);
  }
  const parser = new Tokens(tokens);
  try {
    const node = list(parser, [], 0);
    if (parser.peek() !== undefined) throw unexpected(parser.peek());
    return node;
  } catch (error) {
    if (error instanceof SyntaxProblem) return { error: error.message };
    throw error;
  }
}

class SyntaxProblem extends Error {}

class Tokens {
  private readonly all: readonly string[];
  private at = 0;
  constructor(all: readonly string[]) {
    this.all = all;
  }
  peek(): string | undefined {
    return this.all[this.at];
  }
  next(): string | undefined {
    return this.all[this.at++];
  }
  take(text: string): void {
    const found = this.next();
    if (found !== text) throw unexpected(found, text);
  }
  skipNewlines(): void {
    while (this.peek() === '\n' || this.peek() === ';') this.at++;
  }
}

function unexpected(found: string | undefined, expecting?: string): SyntaxProblem {
  const what = found === undefined ? 'end of file' : found === '\n' ? 'newline' : `"${found}"`;
  return new SyntaxProblem(
    `syntax error: unexpected ${what}${expecting === undefined ? '' : ` (expecting "${expecting}")`}`,
  );
}

const separators = new Set([';', '\n', '&', '&&', '||']);

function list(tokens: Tokens, ends: readonly string[], depth: number): ShellNode {
  if (depth > depthLimit) throw new SyntaxProblem('syntax error: too deep');
  const parts: ShellPart[] = [];
  let when: ShellPart['when'] = 'always';
  tokens.skipNewlines();
  while (tokens.peek() !== undefined && !ends.includes(tokens.peek()!)) {
    const node = pipeline(tokens, depth);
    const separator = tokens.peek();
    parts.push({ node, when, background: separator === '&' });
    if (separator === undefined || ends.includes(separator)) break;
    if (!separators.has(separator)) throw unexpected(separator);
    tokens.next();
    when = separator === '&&' ? 'success' : separator === '||' ? 'failure' : 'always';
    tokens.skipNewlines();
  }
  return parts.length === 1 && !parts[0]!.background ? parts[0]!.node : { kind: 'list', parts };
}

function pipeline(tokens: Tokens, depth: number): ShellNode {
  const commands = [command(tokens, depth)];
  while (tokens.peek() === '|') {
    tokens.next();
    tokens.skipNewlines();
    commands.push(command(tokens, depth));
  }
  return commands.length === 1 ? commands[0]! : { kind: 'pipe', commands };
}

function command(tokens: Tokens, depth: number): ShellNode {
  const word = tokens.peek();
  switch (word) {
    case 'while':
    case 'until': {
      tokens.next();
      const condition = list(tokens, ['do'], depth + 1);
      tokens.take('do');
      const body = list(tokens, ['done'], depth + 1);
      tokens.take('done');
      return { kind: 'while', until: word === 'until', condition, body };
    }
    case 'for': {
      tokens.next();
      const name = tokens.next() ?? '';
      const words: string[] = [];
      if (tokens.peek() === 'in') {
        tokens.next();
        while (tokens.peek() !== undefined && !separators.has(tokens.peek()!)) words.push(tokens.next()!);
      }
      tokens.skipNewlines();
      tokens.take('do');
      const body = list(tokens, ['done'], depth + 1);
      tokens.take('done');
      return { kind: 'for', name, words, body };
    }
    case 'if': {
      tokens.next();
      return branch(tokens, depth);
    }
    case '{':
    case '(': {
      tokens.next();
      const end = word === '{' ? '}' : ')';
      const body = list(tokens, [end], depth + 1);
      tokens.take(end);
      return body;
    }
    default:
      return simple(tokens);
  }
}

function branch(tokens: Tokens, depth: number): ShellNode {
  const condition = list(tokens, ['then'], depth + 1);
  tokens.take('then');
  const then = list(tokens, ['else', 'elif', 'fi'], depth + 1);
  const next = tokens.next();
  if (next === 'elif') return { kind: 'if', condition, then, else: branch(tokens, depth + 1) };
  if (next === 'fi') return { kind: 'if', condition, then };
  if (next !== 'else') throw unexpected(next, 'fi');
  const otherwise = list(tokens, ['fi'], depth + 1);
  tokens.take('fi');
  return { kind: 'if', condition, then, else: otherwise };
}

function simple(tokens: Tokens): ShellNode {
  const words: string[] = [];
  const redirects: Redirect[] = [];
  for (let word = tokens.peek(); word !== undefined; word = tokens.peek()) {
    if (separators.has(word) || word === '|' || word === ';;' || word === ')' || (word === '}' && words.length === 0))
      break;
    tokens.next();
    const duplicate = /^([012]?)>>?&([12])$/.exec(word);
    const output = /^([012]?)(>>?)$|^(&>)$/.exec(word);
    if (duplicate !== null) {
      redirects.push({ from: stream(duplicate[1], 1), append: true, to: `&${duplicate[2]}` });
    } else if (output !== null || word === '<') {
      const to = tokens.next();
      if (to === undefined || separators.has(to)) throw unexpected(to);
      if (word === '<') redirects.push({ from: 0, append: false, to });
      else redirects.push({ from: stream(output![1], 1), append: output![2] === '>>', to });
      if (word === '&>') redirects.push({ from: 2, append: true, to: '&1' });
    } else words.push(word);
  }
  if (words.length === 0 && redirects.length === 0) throw unexpected(tokens.peek());
  return { kind: 'simple', words, redirects };
}

const stream = (digit: string | undefined, usual: 1): 0 | 1 | 2 => (digit ? (Number(digit) as 0 | 1 | 2) : usual);

import { lexGoTemplate, type TemplateToken } from './go-template-lexer.ts';
import type { ParsedTemplate, TemplateNode } from './go-template-nodes.ts';
import { PipeParser } from './go-template-pipe-parser.ts';
import { TokenReader } from './go-template-tokens.ts';
import { goUnquote } from './go-unquote.ts';

/** Reads a Go template. Throws a GoTemplateError. Models text/template/parse. */
export function parseGoTemplate(text: string, functions: ReadonlySet<string>): ParsedTemplate {
  return new Parser(new TokenReader(lexGoTemplate(text)), functions).template();
}

type Terminator = { readonly word: 'end' | 'else'; readonly branch: 'if' | 'with' | undefined };

class Parser {
  private loops = 0;
  private readonly defined = new Map<string, readonly TemplateNode[]>();
  private readonly tokens: TokenReader;
  private readonly pipes: PipeParser;
  constructor(tokens: TokenReader, functions: ReadonlySet<string>) {
    this.tokens = tokens;
    this.pipes = new PipeParser(tokens, functions);
  }

  template(): ParsedTemplate {
    const root: TemplateNode[] = [];
    while (this.tokens.peek().kind !== 'eof') {
      const node = this.node();
      if (node !== undefined && 'word' in node) this.tokens.fail(`unexpected {{${node.word}}}`);
      else if (node !== undefined) root.push(node);
    }
    return { root, defined: this.defined };
  }

  private list(): { readonly nodes: readonly TemplateNode[]; readonly end: Terminator } {
    const nodes: TemplateNode[] = [];
    while (this.tokens.peek().kind !== 'eof') {
      const node = this.node();
      if (node !== undefined && 'word' in node) return { nodes, end: node };
      if (node !== undefined) nodes.push(node);
    }
    return this.tokens.fail('unexpected EOF');
  }

  private node(): TemplateNode | Terminator | undefined {
    const token = this.tokens.next();
    if (token.kind === 'text') return { kind: 'text', text: token.text };
    if (token.kind !== 'leftDelim') return this.tokens.unexpected(token, 'input');
    this.tokens.actionLine = token.line;
    const first = this.tokens.peekWord();
    if (first.kind !== 'keyword' || first.text === '.' || first.text === 'nil') {
      return { kind: 'action', pipe: this.pipes.pipe('command', 'rightDelim'), at: first.at };
    }
    this.tokens.nextWord();
    switch (first.text) {
      case 'end':
        this.tokens.expect('rightDelim', 'end');
        return { word: 'end', branch: undefined };
      case 'else':
        return this.otherwise();
      case 'if':
      case 'with':
      case 'range':
        return this.control(first.text);
      case 'break':
      case 'continue':
        if (this.loops === 0) this.tokens.fail(`{{${first.text}}} outside {{range}}`);
        this.tokens.expect('rightDelim', `{{${first.text}}}`);
        return { kind: first.text, at: first.at };
      case 'define':
        this.define(this.templateName('define clause'), 'define clause');
        return undefined;
      case 'block':
      case 'template':
        return this.call(first);
      default:
        return this.tokens.unexpected(first, 'command');
    }
  }

  private otherwise(): Terminator {
    const token = this.tokens.peekWord();
    if (token.kind === 'keyword' && (token.text === 'if' || token.text === 'with')) {
      return { word: 'else', branch: token.text };
    }
    this.tokens.expect('rightDelim', 'else');
    return { word: 'else', branch: undefined };
  }

  private control(kind: 'if' | 'with' | 'range'): TemplateNode {
    const scope = this.pipes.variables.length;
    const pipe = this.pipes.pipe(kind, 'rightDelim');
    if (kind === 'range') this.loops++;
    const { nodes: body, end } = this.list();
    if (kind === 'range') this.loops--;
    let otherwise: readonly TemplateNode[] | undefined;
    if (end.word === 'else') {
      if (end.branch !== undefined && end.branch === kind) {
        this.tokens.nextWord();
        otherwise = [this.control(end.branch)];
      } else {
        if (end.branch !== undefined) this.tokens.unexpected(this.tokens.nextWord(), 'input');
        const second = this.list();
        otherwise = second.nodes;
        if (second.end.word !== 'end') this.tokens.fail(`expected end; found {{${second.end.word}}}`);
      }
    }
    this.pipes.variables.length = scope;
    return { kind, pipe, body, at: pipe.at, ...(otherwise === undefined ? {} : { otherwise }) };
  }

  private define(name: string, context: string): void {
    if (context === 'define clause') this.tokens.expect('rightDelim', context);
    const outer = this.pipes.variables;
    this.pipes.variables = ['$'];
    const { nodes, end } = this.list();
    if (end.word !== 'end') this.tokens.fail(`unexpected {{${end.word}}} in ${context}`);
    this.pipes.variables = outer;
    this.defined.set(name, nodes);
  }

  private call(token: TemplateToken): TemplateNode {
    const context = `${token.text} clause`;
    const at = this.tokens.peekWord().at;
    const name = this.templateName(context);
    if (token.text === 'template' && this.tokens.peekWord().kind === 'rightDelim') {
      this.tokens.nextWord();
      return { kind: 'template', name, at };
    }
    const pipe = this.pipes.pipe(context, 'rightDelim');
    if (token.text === 'block') this.define(name, context);
    return { kind: 'template', name, pipe, at };
  }

  private templateName(context: string): string {
    const token = this.tokens.nextWord();
    if (token.kind !== 'string' && token.kind !== 'rawString') return this.tokens.unexpected(token, context);
    return goUnquote(token.text) ?? this.tokens.fail('invalid syntax');
  }
}

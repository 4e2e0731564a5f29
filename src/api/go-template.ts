import { byCodePoint } from './go-json.ts';
import { goQuote } from './go-quote.ts';
import { PipeEvaluator, plainItem, type TemplateItem } from './go-template-evaluator.ts';
import { isTruthy, templateFunctions } from './go-template-functions.ts';
import { type ParsedTemplate, type TemplateNode, templateNodeText } from './go-template-nodes.ts';
import { parseGoTemplate } from './go-template-parser.ts';
import { GoTemplateError } from './go-template-tokens.ts';
import { goValue } from './go-value.ts';

export interface GoTemplateOptions {
  /** Whether what is missing prints `<no value>` instead of being an error; so unless told otherwise. */
  readonly allowMissingKeys?: boolean;
}

/** What a template wrote, or what is wrong with it; `output` is what it wrote before it failed. */
export type GoTemplateResult =
  | { readonly output: string }
  | { readonly error: string; readonly stage: 'parse' | 'execute'; readonly output: string };

const functionNames: ReadonlySet<string> = new Set([...templateFunctions.keys(), 'and', 'or']);
const MAX_LENGTH = 100_000;
const MAX_OUTPUT = 16_000_000;
const MAX_STEPS = 5_000_000;
const MAX_COUNT = 100_000;
const MAX_DEPTH = 500;

/** Runs a Go template over decoded JSON, as `kubectl -o go-template` does. Models text/template with kubectl's functions. */
export function executeGoTemplate(text: string, data: unknown, options: GoTemplateOptions = {}): GoTemplateResult {
  let run: Run | undefined;
  try {
    if (text.length > MAX_LENGTH) throw new GoTemplateError('the template is too long');
    run = new Run(text, parseGoTemplate(text, functionNames), data, options.allowMissingKeys ?? true);
    run.all();
    return { output: run.output };
  } catch (error) {
    const stage = run === undefined ? 'parse' : 'execute';
    const output = run?.output ?? '';
    if (error instanceof GoTemplateError) return { error: error.message, stage, output };
    if (error instanceof RangeError) return { error: 'the template or the data is nested too deeply', stage, output };
    throw error;
  }
}

type Leave = 'break' | 'continue' | undefined;

class Run {
  output = '';
  private steps = 0;
  private depth = 0;
  private readonly parsed: ParsedTemplate;
  private readonly data: unknown;
  private readonly pipes: PipeEvaluator;
  constructor(text: string, parsed: ParsedTemplate, data: unknown, allowMissing: boolean) {
    this.parsed = parsed;
    this.data = data;
    this.pipes = new PipeEvaluator(text, data, allowMissing);
  }

  all(): void {
    this.walk(this.parsed.root, plainItem(this.data));
  }

  private walk(nodes: readonly TemplateNode[], dot: TemplateItem): Leave {
    for (const node of nodes) {
      if (++this.steps > MAX_STEPS) throw new GoTemplateError('the template runs for too long');
      const leave = this.node(node, dot);
      if (leave !== undefined) return leave;
    }
    return undefined;
  }

  private node(node: TemplateNode, dot: TemplateItem): Leave {
    switch (node.kind) {
      case 'text':
        this.write(node.text);
        return undefined;
      case 'action': {
        const { value } = this.pipes.pipe(node.pipe, dot);
        if (node.pipe.variables.length === 0)
          this.write(value === undefined || value === null ? '<no value>' : goValue(value));
        return undefined;
      }
      case 'break':
      case 'continue':
        return node.kind;
      case 'template':
        this.call(node, dot);
        return undefined;
      default: {
        const mark = this.pipes.variables.length;
        const leave = node.kind === 'range' ? this.range(node, dot) : this.branch(node, dot);
        this.pipes.variables.length = mark;
        return leave;
      }
    }
  }

  private branch(node: Extract<TemplateNode, { kind: 'if' | 'with' | 'range' }>, dot: TemplateItem): Leave {
    const found = this.pipes.pipe(node.pipe, dot);
    if (isTruthy(found.value)) return this.walk(node.body, node.kind === 'with' ? found : dot);
    return node.otherwise === undefined ? undefined : this.walk(node.otherwise, dot);
  }

  private range(node: Extract<TemplateNode, { kind: 'if' | 'with' | 'range' }>, dot: TemplateItem): Leave {
    const { value } = this.pipes.pipe(node.pipe, dot);
    const entries = this.entries(value);
    if (entries.length === 0) return node.otherwise === undefined ? undefined : this.walk(node.otherwise, dot);
    const mark = this.pipes.variables.length;
    const names = node.pipe.variables.length;
    for (const [key, item] of entries) {
      const last = this.pipes.variables[mark - 1];
      const first = this.pipes.variables[mark - 2];
      const wholeNumbers = typeof value === 'number' || typeof value === 'bigint';
      if (names === 1 && last !== undefined) last.item = item;
      if (names === 2 && last !== undefined && first !== undefined) {
        last.item = item;
        first.item = plainItem(wholeNumbers ? item.value : key);
      }
      const leave = this.walk(node.body, item);
      this.pipes.variables.length = mark;
      if (leave === 'break') break;
    }
    return undefined;
  }

  private entries(value: unknown): readonly (readonly [unknown, TemplateItem])[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.map((item, index) => [BigInt(index), { value: item, boxed: true }]);
    if (typeof value === 'object') {
      const record = value as Readonly<Record<string, unknown>>;
      const keys = Object.keys(record).sort(byCodePoint);
      return keys.map((key) => [key, { value: record[key], boxed: true }]);
    }
    const isWhole = typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
    if (isWhole) {
      if (Number(value) > MAX_COUNT) this.pipes.failHere(`not simulated in Drydock: range over more than ${MAX_COUNT}`);
      return Array.from({ length: Math.max(0, Number(value)) }, (_, index) => {
        return [BigInt(index), plainItem(typeof value === 'bigint' ? BigInt(index) : index)] as const;
      });
    }
    return this.pipes.failHere(`range can't iterate over ${goValue(value)}`);
  }

  private call(node: Extract<TemplateNode, { kind: 'template' }>, dot: TemplateItem): void {
    const body = this.parsed.defined.get(node.name);
    if (body === undefined) {
      const shown = `{{template ${goQuote(node.name)}${node.pipe === undefined ? '' : ` ${templateNodeText(node.pipe)}`}}}`;
      this.pipes.failAt(node.at, shown, `template ${goQuote(node.name)} not defined`);
    }
    if (++this.depth > MAX_DEPTH) this.pipes.failAt(node.at, node.name, 'exceeded maximum template depth (100000)');
    const given = node.pipe === undefined ? plainItem(undefined) : this.pipes.pipe(node.pipe, dot);
    const outer = this.pipes.variables;
    this.pipes.variables = [{ name: '$', item: given }];
    this.walk(body ?? [], given);
    this.pipes.variables = outer;
    this.depth--;
  }

  private write(text: string): void {
    this.output += text;
    if (this.output.length > MAX_OUTPUT) throw new GoTemplateError('the template writes too much');
  }
}

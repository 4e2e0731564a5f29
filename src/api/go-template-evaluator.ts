import { utf8Bytes } from './base64.ts';
import { goQuote } from './go-quote.ts';
import { goTypeName } from './go-sprintf.ts';
import { isTruthy, notAString, templateFunctions, wrongCount } from './go-template-functions.ts';
import { type TemplateCommand, type TemplatePipe, type TemplateTerm, templateNodeText } from './go-template-nodes.ts';
import { GoTemplateError } from './go-template-tokens.ts';

/** A value, and whether Go would hold it in an interface, which its complaints show. `undefined` is no value at all. */
export interface TemplateItem {
  readonly value: unknown;
  readonly boxed: boolean;
}

interface Variable {
  readonly name: string;
  item: TemplateItem;
}

type Place = TemplateTerm | TemplateCommand;

/** A value that is known by its own type. */
export const plainItem = (value: unknown): TemplateItem => ({ value, boxed: false });

/** Evaluates pipelines. Models text/template state, and like it names the last place looked at in complaints. */
export class PipeEvaluator {
  variables: Variable[];
  private place: Place | undefined;
  private readonly text: string;
  private readonly allowMissing: boolean;
  constructor(text: string, data: unknown, allowMissing: boolean) {
    this.text = text;
    this.allowMissing = allowMissing;
    this.variables = [{ name: '$', item: plainItem(data) }];
  }

  pipe(pipe: TemplatePipe, dot: TemplateItem): TemplateItem {
    this.place = pipe;
    let item: TemplateItem | undefined;
    for (const command of pipe.commands) {
      const { value } = this.command(command, dot, item);
      item = plainItem(value === null ? undefined : value);
    }
    const found = item ?? plainItem(undefined);
    for (const name of pipe.variables) {
      if (pipe.assigns) this.variable(name).item = found;
      else this.variables.push({ name, item: found });
    }
    return found;
  }

  private command(command: TemplateCommand, dot: TemplateItem, final: TemplateItem | undefined): TemplateItem {
    const [first, ...others] = command.terms;
    if (first === undefined) return plainItem(undefined);
    const hasArguments = others.length > 0 || final !== undefined;
    if (first.kind === 'function') return this.function(first.name, others, dot, final, command);
    if (first.kind === 'nil') this.fail(first, 'nil is not a command');
    if (
      hasArguments &&
      (first.kind === 'field' || first.kind === 'chain' || (first.kind === 'variable' && first.names.length > 0))
    ) {
      const parent = this.fields(first, dot, true);
      const name = first.names.at(-1) ?? '';
      if (isMap(parent.value)) this.fail(first, `${name} is not a method but has arguments`);
      return this.field(parent, name);
    }
    if (hasArguments) this.fail(first, `can't give argument to non-function ${templateNodeText(first)}`);
    return this.term(first, dot);
  }

  private term(term: TemplateTerm, dot: TemplateItem): TemplateItem {
    this.place = term;
    switch (term.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return plainItem(null);
      case 'bool':
      case 'number':
      case 'string':
        return plainItem(term.value);
      case 'function':
        return this.function(term.name, [], dot, undefined, term);
      case 'pipe':
        return this.pipe(term, dot);
      default:
        return this.fields(term, dot, false);
    }
  }

  private fields(
    term: Extract<TemplateTerm, { kind: 'field' | 'variable' | 'chain' }>,
    dot: TemplateItem,
    butLast: boolean,
  ): TemplateItem {
    this.place = term;
    const start =
      term.kind === 'field' ? dot : term.kind === 'variable' ? this.variable(term.name).item : this.term(term.of, dot);
    const names = butLast ? term.names.slice(0, -1) : term.names;
    return names.reduce((item, name) => this.field(item, name), start);
  }

  private field(receiver: TemplateItem, name: string): TemplateItem {
    const { value, boxed } = receiver;
    if (value === undefined) {
      if (!this.allowMissing) this.failHere(`nil data; no entry for key ${goQuote(name)}`);
      return plainItem(undefined);
    }
    const type = boxed ? 'interface {}' : goTypeName(value);
    if (value === null) this.failHere(`nil pointer evaluating ${type}.${name}`);
    if (!isMap(value)) this.failHere(`can't evaluate field ${name} in type ${type}`);
    const record = value as Readonly<Record<string, unknown>>;
    if (Object.hasOwn(record, name)) return { value: record[name], boxed: true };
    if (!this.allowMissing) this.failHere(`map has no entry for key ${goQuote(name)}`);
    return plainItem(undefined);
  }

  private function(
    name: string,
    terms: readonly TemplateTerm[],
    dot: TemplateItem,
    final: TemplateItem | undefined,
    place: Place,
  ): TemplateItem {
    const named: Place = place.kind === 'command' ? (place.terms[0] ?? place) : place;
    this.place = named;
    const count = terms.length + (final === undefined ? 0 : 1);
    if (name === 'and' || name === 'or') {
      if (count === 0) this.fail(named, `wrong number of args for ${name}: want at least 1 got 0`);
      let value: unknown;
      for (const term of terms) {
        value = this.term(term, dot).value;
        if (isTruthy(value) === (name === 'or')) return plainItem(value);
      }
      return final ?? plainItem(value);
    }
    const known = templateFunctions.get(name);
    if (known === undefined) return this.fail(named, `${goQuote(name)} is not a defined function`);
    const wrong = wrongCount(name, known, count);
    if (wrong !== undefined) this.fail(named, wrong);
    const values = terms.map((term, index) => {
      const { value } = this.term(term, dot);
      if (index < (known.strings ?? 0)) this.requireString(value, term);
      return value;
    });
    if (final !== undefined) {
      if (values.length < (known.strings ?? 0)) this.requireString(final.value, terms.at(-1) ?? named);
      values.push(final.value);
    }
    const result = known.call(values);
    if ('problem' in result) this.fail(place, `error calling ${name}: ${result.problem}`);
    else return { value: result.value, boxed: name === 'index' };
    return plainItem(undefined);
  }

  private requireString(value: unknown, term: TemplateTerm | Place): void {
    const literal = 'kind' in term && (term.kind === 'number' || term.kind === 'bool');
    const wrong = literal ? `expected string; found ${templateNodeText(term)}` : notAString(value);
    if (wrong !== undefined) this.fail(term, wrong);
  }

  private variable(name: string): Variable {
    for (let at = this.variables.length - 1; at >= 0; at--) {
      const variable = this.variables[at];
      if (variable?.name === name) return variable;
    }
    throw new GoTemplateError(`undefined variable: ${name}`);
  }

  /** Complains at the place looked at last. */
  failHere(message: string): never {
    if (this.place === undefined) throw new GoTemplateError(message);
    return this.fail(this.place, message);
  }

  private fail(place: Place, message: string): never {
    return this.failAt(place.at, templateNodeText(place), message);
  }

  failAt(at: number, context: string, message: string): never {
    const before = this.text.slice(0, at);
    const column = utf8Bytes(before.slice(before.lastIndexOf('\n') + 1)).length;
    const where = `output:${before.split('\n').length}:${column}`;
    throw new GoTemplateError(`template: ${where}: executing "output" at <${context}>: ${message}`);
  }
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { byCodePoint, goJson } from './go-json.ts';
import { goValue } from './go-value.ts';
import { JsonPathError, type JsonPathNode, parseJsonPathNodes } from './json-path-parser.ts';

/** A template that was read. */
export interface JsonPath {
  readonly nodes: readonly JsonPathNode[];
}

export interface JsonPathFailure {
  readonly error: string;
}

export interface JsonPathOptions {
  /** What is missing yields nothing instead of an error, as for `kubectl get`. */
  readonly allowMissingKeys?: boolean;
}

/** Reads a template in kubectl's dialect. Models client-go util/jsonpath. */
export function parseJsonPath(template: string): JsonPath | JsonPathFailure {
  return attempt(() => ({ nodes: parseJsonPathNodes(template) }));
}

/** Adds what people leave out: `name`, `.name` and `{name}` become `{.name}`. Models kubectl RelaxedJSONPathExpression. */
export function relaxedJsonPath(expression: string): string | JsonPathFailure {
  if (expression === '') return expression;
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(expression);
  if (match === null) {
    return {
      error:
        "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    };
  }
  return `{.${match[1] ?? match[2]}}`;
}

/** The values each part of the template finds; literal text is one of them. */
export function findJsonPath(
  path: JsonPath,
  data: unknown,
  options: JsonPathOptions = {},
): readonly (readonly unknown[])[] | JsonPathFailure {
  return attempt(() => new Walker(options.allowMissingKeys ?? false).block(path.nodes, 0, data, 0).results);
}

/** What `-o jsonpath` prints. */
export function printJsonPath(path: JsonPath, data: unknown, options: JsonPathOptions = {}): string | JsonPathFailure {
  const found = findJsonPath(path, data, options);
  if ('error' in found) return found;
  return found.map((values) => values.map(printValue).join(' ')).join('');
}

/** What `-o jsonpath-as-json` prints. */
export function printJsonPathAsJson(
  path: JsonPath,
  data: unknown,
  options: JsonPathOptions = {},
): string | JsonPathFailure {
  const found = findJsonPath(path, data, options);
  return 'error' in found ? found : `${goJson(found.flat(), '    ')}\n`;
}

/** One value as text: objects and lists as JSON, anything else plain. */
export function printValue(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return typeof value === 'object' ? goJson(value) : goValue(value);
}

function attempt<T>(run: () => T): T | JsonPathFailure {
  try {
    return run();
  } catch (error) {
    if (error instanceof JsonPathError) return { error: error.message };
    if (error instanceof RangeError) return { error: 'the template or the data is nested too deeply' };
    throw error;
  }
}

class MissingKeyError extends JsonPathError {}

interface BlockResult {
  readonly results: readonly (readonly unknown[])[];
  /** The index behind the block's end. */
  readonly next: number;
  readonly ended: boolean;
}

/** A literal that keeps Go's distinction of whole numbers and others when it is compared. */
class FloatLiteral {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

const MAX_RESULTS = 1_000_000;

class Walker {
  private count = 0;
  private readonly allowMissingKeys: boolean;
  constructor(allowMissingKeys: boolean) {
    this.allowMissingKeys = allowMissingKeys;
  }

  /** Models JSONPath FindResults: a range runs the nodes up to its end once for each value. */
  block(nodes: readonly JsonPathNode[], from: number, data: unknown, depth: number): BlockResult {
    const results: (readonly unknown[])[] = [];
    for (let at = from; at < nodes.length; at++) {
      const node = nodes[at]!;
      const word = identifierOf(node);
      if (word === 'end') {
        if (depth === 0) throw new JsonPathError('not in range, nothing to end');
        return { results, next: at + 1, ended: true };
      }
      const values = this.walk([data], node);
      if (word !== 'range') {
        results.push(values.map((value) => (value instanceof FloatLiteral ? value.value : value)));
        continue;
      }
      // Without an end, the nodes are walked once more over the data outside of the range.
      let next = at + 1;
      for (const value of values) {
        const inner = this.block(nodes, at + 1, value, depth + 1);
        results.push(...inner.results);
        if (inner.ended) next = inner.next;
      }
      if (values.length === 0) {
        const skipped = this.block(nodes, at + 1, undefined, depth + 1);
        if (skipped.ended) next = skipped.next;
      }
      at = next - 1;
    }
    return { results, next: nodes.length, ended: false };
  }

  private walk(input: readonly unknown[], node: JsonPathNode): readonly unknown[] {
    switch (node.kind) {
      case 'list':
        return this.list(input, node.nodes);
      case 'text':
      case 'int':
      case 'bool':
        return [node.value];
      case 'float':
        return [new FloatLiteral(node.value)];
      case 'field':
        return this.field(input, node.value);
      case 'array':
        return input.flatMap((value) => slice(value, node.params));
      case 'filter':
        return input.flatMap((value) => this.filter(value, node));
      case 'union':
        return node.lists.flatMap((list) => this.list(input, list));
      case 'wildcard':
        return this.limited(input.flatMap(children));
      case 'recursive':
        return this.recursive(input);
      case 'identifier':
        if (node.value === 'range' || node.value === 'end') return input;
        throw new JsonPathError(`unrecognized identifier ${node.value}`);
    }
  }

  private list(input: readonly unknown[], nodes: readonly JsonPathNode[]): readonly unknown[] {
    return nodes.reduce<readonly unknown[]>((values, node) => this.walk(values, node), input);
  }

  private field(input: readonly unknown[], name: string): readonly unknown[] {
    if (input.length === 0) return input;
    const found: unknown[] = [];
    for (const value of input) {
      if (isRecord(value) && Object.hasOwn(value, name)) found.push(value[name]);
    }
    if (found.length === 0 && !this.allowMissingKeys) throw new MissingKeyError(`${name} is not found`);
    return found;
  }

  private recursive(input: readonly unknown[]): readonly unknown[] {
    const found: unknown[] = [];
    for (const value of input) {
      const inner = children(value);
      if (inner.length > 0) found.push(value, ...this.recursive(inner));
    }
    return this.limited(found);
  }

  private filter(value: unknown, node: Extract<JsonPathNode, { kind: 'filter' }>): readonly unknown[] {
    if (!Array.isArray(value)) {
      throw new JsonPathError(`${goValue(value)} is not array or slice and cannot be filtered`);
    }
    return value.filter((item) => {
      if (node.operator === 'exists') return this.exists(item, node.left);
      const lefts = this.list([item], node.left);
      if (lefts.length === 0) return false;
      if (lefts.length > 1) throw new JsonPathError('can only compare one element at a time');
      const rights = this.list([item], node.right);
      if (rights.length === 0) return false;
      if (rights.length > 1) throw new JsonPathError('can only compare one element at a time');
      return compare(lefts[0], rights[0], node.operator);
    });
  }

  private exists(item: unknown, path: readonly JsonPathNode[]): boolean {
    try {
      return this.list([item], path).length > 0;
    } catch (error) {
      // Any other failure leaves Kubernetes with the value it began with, which counts as found.
      if (error instanceof JsonPathError) return !(error instanceof MissingKeyError);
      throw error;
    }
  }

  private limited(values: readonly unknown[]): readonly unknown[] {
    this.count += values.length;
    if (this.count > MAX_RESULTS) throw new JsonPathError('the template finds too much');
    return values;
  }
}

function identifierOf(node: JsonPathNode): string | undefined {
  const first = node.kind === 'list' ? node.nodes[0] : undefined;
  return first?.kind === 'identifier' ? first.value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Unlike Go, which walks maps in random order, this sorts their keys. */
function children(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return [];
  return Object.keys(value)
    .sort(byCodePoint)
    .map((key) => value[key]);
}

/** Models evalArray: negative indexes count from the end. */
function slice(value: unknown, params: Extract<JsonPathNode, { kind: 'array' }>['params']): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new JsonPathError(`${goType(value)} is not array or slice`);
  const { length } = value;
  const [first, last, step] = params;
  let start = first?.known ? first.value : 0;
  if (start < 0) start += length;
  let end = last?.known ? last.value : length;
  if (end < 0 || (end === 0 && last?.derived)) end += length;
  if (start === end) return [];
  const outside = (index: number) => new JsonPathError(`array index out of bounds: index ${index}, length ${length}`);
  if (start >= length || start < 0) throw outside(start);
  if (end > length || end < 0) throw outside(end - 1);
  if (start > end) throw new JsonPathError(`starting index ${start} is greater than ending index ${end}`);
  const stride = step?.known ? step.value : 1;
  if (stride <= 0) throw new JsonPathError('step must be > 0');
  return value.slice(start, end).filter((_, index) => index % stride === 0);
}

function goType(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map[string]interface {}';
}

/** Models third_party/forked/golang/template Equal and Less. */
function compare(leftValue: unknown, rightValue: unknown, operator: string): boolean {
  const left = leftValue instanceof FloatLiteral ? leftValue.value : leftValue;
  const right = rightValue instanceof FloatLiteral ? rightValue.value : rightValue;
  const kinds = [basicKind(leftValue), basicKind(rightValue)];
  if (kinds[0] !== kinds[1]) throw new JsonPathError('incompatible types for comparison');
  const less = (a: unknown, b: unknown): boolean => {
    if (kinds[0] === 'bool') throw new JsonPathError('invalid type for comparison');
    return typeof a === 'string' ? byCodePoint(a, String(b)) < 0 : Number(a) < Number(b);
  };
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return less(left, right);
    case '>':
      return less(right, left);
    case '<=':
      return left === right || less(left, right);
    case '>=':
      return left === right || less(right, left);
    default:
      throw new JsonPathError(`unrecognized filter operator ${operator}`);
  }
}

function basicKind(value: unknown): string {
  if (value instanceof FloatLiteral) return 'float';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  throw new JsonPathError('invalid type for comparison');
}

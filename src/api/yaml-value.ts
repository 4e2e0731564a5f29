import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, Scalar, type YAMLMap } from 'yaml';
import { decodeBase64, utf8Text } from './base64.ts';
import { goNumber } from './go-json.ts';
import { resolvePlain } from './yaml-scalar.ts';

/** A document that is well-formed and yet stands for no JSON. */
export class YamlValueError extends Error {}

export interface ReadValue {
  readonly value: unknown;
  readonly duplicates: readonly string[];
}

/** Turns a parsed document into JSON data. Models sigs.k8s.io/yaml YAMLToJSON, with its limit on aliases. */
export function nodeToJson(root: Node | null, lines: LineCounter): ReadValue {
  const reader = new Reader(lines);
  return { value: reader.read(root, 0), duplicates: reader.duplicates };
}

const MAX_DEPTH = 1000;

class Reader {
  readonly duplicates: string[] = [];
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<string>();
  private nodes = 0;
  private aliased = 0;
  private following = 0;
  private readonly lines: LineCounter;
  constructor(lines: LineCounter) {
    this.lines = lines;
  }

  read(node: Node | null, depth: number): unknown {
    this.count(depth);
    if (node === null) return null;
    if (isAlias(node)) return this.follow(node.source, depth);
    const anchor = 'anchor' in node ? node.anchor : undefined;
    if (anchor === undefined) return this.readContent(node, depth);
    this.anchors.set(anchor, node);
    this.open.add(anchor);
    const value = this.readContent(node, depth);
    this.open.delete(anchor);
    return value;
  }

  private readContent(node: Node, depth: number): unknown {
    if (isScalar(node)) return readScalar(node);
    if (isSeq(node)) return node.items.map((item) => this.read(item as Node | null, depth + 1));
    return isMap(node) ? this.readMap(node, depth) : null;
  }

  /** A few bytes of aliases can stand for gigabytes. Models goyaml's allowed ratio of nodes that come from aliases. */
  private count(depth: number): void {
    if (depth > MAX_DEPTH) throw new YamlValueError('exceeded max depth of 10000');
    this.nodes++;
    if (this.following > 0) this.aliased++;
    if (this.aliased > 100 && this.nodes > 1000 && this.aliased / this.nodes > allowedRatio(this.nodes)) {
      throw new YamlValueError('document contains excessive aliasing');
    }
  }

  private follow(name: string, depth: number): unknown {
    if (this.open.has(name)) throw new YamlValueError(`anchor '${name}' value contains itself`);
    const target = this.anchors.get(name);
    if (target === undefined) throw new YamlValueError(`unknown anchor '${name}' referenced`);
    this.following++;
    this.open.add(name);
    const value = this.readContent(target, depth + 1);
    this.open.delete(name);
    this.following--;
    return value;
  }

  private readMap(map: YAMLMap, depth: number): Readonly<Record<string, unknown>> {
    const result: Record<string, unknown> = {};
    for (const pair of map.items) {
      const keyNode = pair.key as Node | null;
      const value = this.read(pair.value as Node | null, depth + 1);
      if (isMergeKey(keyNode)) {
        this.merge(result, value);
        continue;
      }
      const key = keyText(this.read(keyNode, depth + 1));
      if (Object.hasOwn(result, key)) {
        const line = this.lines.linePos(keyNode?.range?.[0] ?? 0).line;
        this.duplicates.push(`line ${line}: key ${JSON.stringify(key)} already set in map`);
      }
      result[key] = value;
    }
    return result;
  }

  private merge(into: Record<string, unknown>, value: unknown): void {
    const maps = Array.isArray(value) ? [...value].reverse() : [value];
    for (const map of maps) {
      if (typeof map !== 'object' || map === null || Array.isArray(map)) {
        throw new YamlValueError('map merge requires map or sequence of maps as the value');
      }
      Object.assign(into, map);
    }
  }
}

function allowedRatio(nodes: number): number {
  if (nodes <= 400_000) return 0.99;
  if (nodes >= 4_000_000) return 0.1;
  return 0.99 - 0.89 * ((nodes - 400_000) / 3_600_000);
}

function isMergeKey(node: Node | null): boolean {
  return isScalar(node) && node.type === Scalar.PLAIN && node.source === '<<';
}

function keyText(key: unknown): string {
  if (typeof key === 'number') return goNumber(key);
  if (typeof key === 'boolean') return String(key);
  if (key === null) return 'null';
  if (typeof key !== 'string') throw new YamlValueError(`invalid map key: ${JSON.stringify(key)}`);
  // Such a key can only be meant to harm a program written in JavaScript.
  if (key === '__proto__') throw new YamlValueError('not simulated in Drydock: the key "__proto__"');
  return key;
}

function readScalar(node: Scalar): unknown {
  const text = String(node.source ?? node.value ?? '');
  const tag = shortTag(node.tag);
  if (tag === 'binary') return decodeBinary(String(node.value ?? ''));
  const plain = node.type === Scalar.PLAIN || node.type === undefined || tag !== undefined;
  if (!plain || tag === 'str' || tag === '') return String(node.value ?? '');
  const resolved = resolvePlain(tag === undefined ? String(node.value ?? text) : String(node.value ?? ''));
  const isNumber = tag === 'float' && resolved.tag === 'int';
  if (tag !== undefined && knownTags.has(tag) && tag !== resolved.tag && !isNumber && tag !== 'timestamp') {
    throw new YamlValueError(`cannot decode !!${resolved.tag} \`${resolved.value}\` as a !!${tag}`);
  }
  if (typeof resolved.value === 'number' && !Number.isFinite(resolved.value)) {
    throw new YamlValueError(`json: unsupported value: ${goInfinity(resolved.value)}`);
  }
  return resolved.value;
}

const knownTags = new Set(['int', 'float', 'bool', 'null']);

function shortTag(tag: string | undefined): string | undefined {
  if (tag === undefined || tag === '!') return tag === '!' ? '' : undefined;
  return tag.startsWith('tag:yaml.org,2002:') ? tag.slice('tag:yaml.org,2002:'.length) : undefined;
}

function goInfinity(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

function decodeBinary(text: string): string {
  const bytes = decodeBase64(text.replace(/\s/g, ''));
  if (bytes === undefined) throw new YamlValueError('!!binary value contains invalid base64 data');
  return utf8Text(bytes);
}

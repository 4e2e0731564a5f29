import type { YAMLParseError } from 'yaml';

/** What is wrong with a document. */
export interface YamlProblem {
  readonly message: string;
  /** Counted from 1 within the document, where goyaml tells one. It is often one less than a person would say. */
  readonly line?: number;
}

/** Says what the `yaml` package found as sigs.k8s.io/yaml says it. Models goyaml.v2 parser.fail for the line. */
export function goyamlError(error: YAMLParseError, text: string): YamlProblem {
  const at = Math.min(error.pos[0], text.length);
  const [words, kind, offset] = wording(error, text, at);
  const row = text.slice(0, Math.min(offset, text.length)).split('\n').length - 1;
  // The scanner's errors count lines from one, the parser's from zero, and the first line is never told.
  const line = row === 0 ? undefined : kind === 'scanner' ? row + 1 : row;
  const where = line === undefined ? '' : `line ${line}: `;
  return { message: `error converting YAML to JSON: yaml: ${where}${words}`, ...(line === undefined ? {} : { line }) };
}

type Wording = readonly [words: string, kind: 'scanner' | 'parser', offset: number];

function wording(error: YAMLParseError, text: string, at: number): Wording {
  const { code, message } = error;
  const misplaced = misplacedIndicator(text, at);
  if (misplaced !== undefined) return misplaced;
  switch (code) {
    case 'TAB_AS_INDENT':
      return [tabWords(text, at), 'scanner', at];
    case 'BAD_DQ_ESCAPE':
      return [
        /\\[xuU]/.test(text.slice(at, at + 3))
          ? 'did not find expected hexdecimal number'
          : 'found unknown escape character',
        'scanner',
        at,
      ];
    case 'BAD_SCALAR_START':
      return ['found character that cannot start any token', 'scanner', at];
    case 'BAD_ALIAS':
      return ['did not find expected alphabetic or numeric character', 'scanner', at];
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return implicitKey(text, at);
    case 'MISSING_CHAR':
      return missingCharacter(message, text, at);
    case 'BAD_INDENT':
    case 'UNEXPECTED_TOKEN':
    case 'IMPOSSIBLE':
      return unexpected(message, text, at);
    default:
      return ['did not find expected key', 'parser', at];
  }
}

function implicitKey(text: string, at: number): Wording {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const [line = '', below = ''] = text.slice(start).split('\n');
  const keyColumn = /^[\s-]*/.exec(lineAbove(text.slice(0, start)))?.[0].length ?? 0;
  if (start > 0 && /^\s*-(\s|$)/.test(line) && indentOf(line) <= keyColumn) {
    return ['did not find expected key', 'parser', start];
  }
  if (!line.includes(':') && /:(\s|$)/.test(below) && /^[^"']*:(\s|$)/.test(text.slice(0, start))) {
    return ["could not find expected ':'", 'scanner', start + line.length + 1];
  }
  const colon = text.slice(at).search(/:(?=\s|$)/);
  return ['mapping values are not allowed in this context', 'scanner', colon < 0 ? at : at + colon];
}

function missingCharacter(message: string, text: string, at: number): Wording {
  const quote = /Missing closing (["'])/.exec(message);
  if (quote !== null)
    return ['found unexpected end of stream', 'scanner', text.endsWith('\n') ? text.length : text.length];
  if (/implicit map|map keys?|Implicit/i.test(message))
    return ["could not find expected ':'", 'scanner', nextLine(text, at)];
  return unexpected(message, text, at);
}

/** A missing comma or bracket in a flow collection, or something at the wrong depth of a block collection. */
function unexpected(message: string, text: string, at: number): Wording {
  const before = text.slice(0, at);
  if (/^[\]}]/.test(text.slice(at)) && /[:,[{]\s*$/.test(before))
    return ['did not find expected node content', 'parser', at];
  const closing = openFlow(before);
  if (closing !== undefined) return [`did not find expected ',' or '${closing}'`, 'parser', at];
  const line = before.split('\n').pop() ?? '';
  const rest = text.slice(at - line.length).split('\n')[0] ?? '';
  if (/:(\s|$)/.test(rest) && /mapping|nested/i.test(message)) {
    const above = lineAbove(before);
    const isContinued = indentOf(rest) > (/^[\s-]*/.exec(above)?.[0].length ?? 0);
    if (isContinued && !/:(\s|$)/.test(above)) return ["could not find expected ':'", 'scanner', at];
    if (isContinued) return implicitKey(text, at);
  }
  const kind = innermostBlock(before.slice(0, before.length - line.length), indentOf(rest));
  return [kind === 'list' ? "did not find expected '-' indicator" : 'did not find expected key', 'parser', at];
}

/** What the scanner makes of a dash or a question mark behind a key. */
function misplacedIndicator(text: string, at: number): Wording | undefined {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(start).split('\n')[0] ?? '';
  const match = /^[^"'#[{|>]*?:\s+([-?])(?=\s|$)/.exec(line);
  if (match === null || at < start + match[0].length - 1) return undefined;
  const what = match[1] === '-' ? 'block sequence entries' : 'mapping keys';
  return [`${what} are not allowed in this context`, 'scanner', start + match[0].length - 1];
}

function tabWords(text: string, at: number): string {
  // In the middle of a plain text a tab is bad indentation, anywhere else it begins a token.
  return /[^:\s-]\s*$/.test(lineAbove(text.slice(0, at)))
    ? 'found a tab character that violates indentation'
    : 'found character that cannot start any token';
}

/** The last line with something in it before the line that the text ends with. */
function lineAbove(before: string): string {
  const lines = before.split('\n').slice(0, -1);
  return lines.findLast((line) => line.trim() !== '' && !/^\s*#/.test(line)) ?? '';
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The block collection that a token in this column would belong to. A list in its key's column is part of the map. */
function innermostBlock(before: string, column: number): 'list' | 'map' {
  const open: { readonly kind: 'list' | 'map'; readonly column: number }[] = [];
  const close = (from: number) => {
    while ((open.at(-1)?.column ?? -1) > from) open.pop();
  };
  for (const line of before.split('\n')) {
    if (line.trim() === '' || /^\s*#/.test(line)) continue;
    let at = indentOf(line);
    close(at);
    while (/^-(\s|$)/.test(line.slice(at))) {
      if (open.at(-1)?.column !== at) open.push({ kind: 'list', column: at });
      at += 1 + indentOf(line.slice(at + 1));
    }
    if (/^[^#]*?:(\s|$)/.test(line.slice(at)) && open.at(-1)?.column !== at) open.push({ kind: 'map', column: at });
  }
  close(column);
  return open.at(-1)?.kind ?? 'map';
}

/** The bracket that would close the innermost flow collection that is open at the end of the text. */
function openFlow(text: string): string | undefined {
  const closers: string[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|#[^\n]*|[[\]{}]/g;
  for (const [token] of text.matchAll(tokens)) {
    if (token === '[') closers.push(']');
    else if (token === '{') closers.push('}');
    else if (token === ']' || token === '}') closers.pop();
  }
  return closers.at(-1);
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

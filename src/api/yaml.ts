import { isNode, LineCounter, parseDocument } from 'yaml';
import { parseJsonStream } from './json-text.ts';
import { goyamlError, type YamlProblem } from './yaml-error.ts';
import { nodeToJson, YamlValueError } from './yaml-value.ts';

export { type JsonTextError, parseJson } from './json-text.ts';
export { writeYaml } from './yaml-write.ts';

/** One document of a file: its value, or what is wrong with it in the words kubectl prints after `error parsing x: `. */
export interface YamlDocument {
  readonly value?: unknown;
  readonly error?: YamlProblem;
  /** Where the document begins in the text; the first line is 1. */
  readonly startLine: number;
  /** Keys given twice, as a strict reader complains: `line 5: key "name" already set in map`. The last one won. */
  readonly duplicates: readonly string[];
}

const MAX_LENGTH = 16_000_000;

/**
 * Reads a stream of YAML documents or JSON objects as kubectl reads `-f`. Empty documents are left out. Models
 * apimachinery util/yaml YAMLOrJSONDecoder; kubectl stops at the first error, the caller may go on.
 */
export function parseYamlDocuments(text: string): readonly YamlDocument[] {
  if (text.length > MAX_LENGTH) return [failed('the text is too long', 1)];
  if (/^\s*\{/.test(text)) {
    const json = parseJsonStream(text);
    if (json.error === undefined) return json.values.map((value) => ({ value, startLine: 1, duplicates: [] }));
    // Flow style YAML is no JSON; kubectl, too, shows the complaint of the JSON decoder.
    return [failed(json.error, 1)];
  }
  return splitDocuments(text)
    .map(readDocument)
    .filter((document) => document.error !== undefined || document.value !== null);
}

function failed(message: string, startLine: number): YamlDocument {
  return { error: { message }, startLine, duplicates: [] };
}

interface Part {
  readonly text: string;
  readonly startLine: number;
  readonly badSeparator?: string;
}

/** Models apimachinery util/yaml YAMLReader: only a line that begins with `---` separates. */
function splitDocuments(text: string): readonly Part[] {
  const parts: Part[] = [];
  let lines: string[] = [];
  let startLine = 1;
  const flush = () => {
    if (lines.some((line) => line.trim() !== '')) parts.push({ text: lines.join('\n'), startLine });
  };
  for (const [index, line] of text.split('\n').entries()) {
    if (!line.startsWith('---')) {
      lines.push(line);
      continue;
    }
    flush();
    const rest = line.slice(3).trim();
    if (rest !== '' && !rest.startsWith('#')) return [...parts, { text: '', startLine: index + 1, badSeparator: rest }];
    lines = [];
    startLine = index + 2;
  }
  flush();
  return parts;
}

function readDocument(part: Part): YamlDocument {
  if (part.badSeparator !== undefined) {
    return failed(`invalid Yaml document separator: ${part.badSeparator}`, part.startLine);
  }
  const lineCounter = new LineCounter();
  const { startLine } = part;
  try {
    const document = parseDocument(part.text, {
      lineCounter,
      schema: 'failsafe',
      version: '1.1',
      uniqueKeys: false,
      prettyErrors: false,
      strict: true,
      logLevel: 'silent',
    });
    const problem = document.errors[0];
    if (problem !== undefined) return { error: goyamlError(problem, part.text), startLine, duplicates: [] };
    const { value, duplicates } = nodeToJson(isNode(document.contents) ? document.contents : null, lineCounter);
    return { value, startLine, duplicates };
  } catch (error) {
    if (error instanceof YamlValueError)
      return failed(`error converting YAML to JSON: yaml: ${error.message}`, startLine);
    if (error instanceof RangeError)
      return failed('error converting YAML to JSON: yaml: exceeded max depth of 10000', startLine);
    throw error;
  }
}

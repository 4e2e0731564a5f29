import { goQuote } from '../../../api/go-quote.ts';
import { badRequest } from '../refusals.ts';

interface Level {
  readonly path: string;
  /** Where the level is an object: the names seen, and the one whose value follows. */
  readonly names: Set<string> | undefined;
  name: string;
  index: number;
}

/** Deeper texts are refused, before anything that walks over the values runs out of stack. */
const MAX_DEPTH = 1_000;

/**
 * Names that an object of a JSON text has twice, as `duplicate field "spec.replicas"`. The text must be well formed.
 * Models sigs.k8s.io/json UnmarshalStrict, except that Kubernetes lets depth grow to 10,000.
 */
export function duplicateFields(text: string): readonly string[] {
  const found = new Set<string>();
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    const level = levels.at(-1);
    if (character === '{' || character === '[') {
      if (levels.length === MAX_DEPTH) throw badRequest('exceeded max depth');
      const names = character === '{' ? new Set<string>() : undefined;
      levels.push({ path: level === undefined ? '' : placeIn(level), names, name: '', index: 0 });
    } else if (character === '}' || character === ']') levels.pop();
    else if (character === ',' && level?.names === undefined && level !== undefined) level.index++;
    else if (character === '"') {
      const end = endOfString(text, at);
      if (level?.names !== undefined && isName(text, end)) {
        level.name = JSON.parse(text.slice(at, end)) as string;
        if (level.names.has(level.name)) found.add(`duplicate field ${goQuote(placeIn(level))}`);
        level.names.add(level.name);
      }
      at = end - 1;
    }
  }
  return [...found];
}

function placeIn({ path, names, name, index }: Level): string {
  if (names === undefined) return `${path}[${index}]`;
  return path === '' ? name : `${path}.${name}`;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** A string is a name where a colon follows it. */
function isName(text: string, end: number): boolean {
  let at = end;
  while (' \t\r\n'.includes(text[at] ?? ':')) at++;
  return text[at] === ':';
}

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
  visitNames(text, (path, again) => {
    if (again) found.add(duplicateText(path()));
  });
  return [...found];
}

const duplicateText = (path: string): string => `duplicate field ${goQuote(path)}`;

/**
 * What strict decoding complains about, in the order of the text. What is within an unknown field, and whether that is
 * there twice, nobody looks at.
 */
export function inTextOrder(
  unknown: readonly string[],
  duplicates: readonly string[],
  text: string,
): readonly string[] {
  if (unknown.length === 0 || duplicates.length === 0) return [...unknown, ...duplicates];
  const [strange, twice] = [new Set(unknown), new Set(duplicates)];
  const found = new Set<string>();
  const within: string[] = [];
  visitNames(text, (pathOf, again) => {
    const path = pathOf();
    if (within.some((outer) => path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`))) return;
    const asUnknown = `unknown field ${goQuote(path)}`;
    if (strange.has(asUnknown)) {
      found.add(asUnknown);
      within.push(path);
    } else if (again && twice.has(duplicateText(path))) found.add(duplicateText(path));
  });
  return [...found, ...unknown.filter((one) => !found.has(one))];
}

/** Calls `visit` for every name of an object, in order; `again` where the object has had it. */
function visitNames(text: string, visit: (path: () => string, again: boolean) => void): void {
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
        visit(() => placeIn(level), level.names.has(level.name));
        level.names.add(level.name);
      }
      at = end - 1;
    }
  }
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

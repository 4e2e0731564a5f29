import type { KubectlCommand } from './command.ts';

/**
 * Commands near to what was typed: at most two edits away, or beginning with it, or known under that word elsewhere.
 * Models cobra SuggestionsFor.
 */
export function suggest(
  typed: string,
  commands: readonly Pick<KubectlCommand, 'name' | 'knownAs'>[],
): readonly string[] {
  const wanted = typed.toLowerCase();
  const near = (name: string) => editDistance(wanted, name) <= 2 || name.startsWith(wanted);
  return commands
    .filter(({ name, knownAs = [] }) => near(name.toLowerCase()) || knownAs.includes(wanted))
    .map(({ name }) => name);
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

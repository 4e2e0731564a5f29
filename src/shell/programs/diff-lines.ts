export interface Change {
  readonly kind: 'same' | 'removed' | 'added';
  /** With its newline, unless the file ends without one. */
  readonly line: string;
}

export interface Hunk {
  readonly text: string;
}

/** Beyond so many differences the rest counts as changed as a whole; it bounds time and memory. */
const EDIT_LIMIT = 4000;

/** The shortest way from `a` to `b`, by Myers' greedy algorithm. */
export function diffLines(
  a: readonly string[],
  b: readonly string[],
  key: (line: string) => string,
): readonly Change[] {
  const left = a.map(key);
  const right = b.map(key);
  let start = 0;
  while (start < a.length && start < b.length && left[start] === right[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && left[endA - 1] === right[endB - 1]) {
    endA--;
    endB--;
  }
  const same = (line: string): Change => ({ kind: 'same', line });
  return [
    ...a.slice(0, start).map(same),
    ...middle(a.slice(start, endA), b.slice(start, endB), left.slice(start, endA), right.slice(start, endB)),
    ...a.slice(endA).map(same),
  ];
}

function middle(
  a: readonly string[],
  b: readonly string[],
  left: readonly string[],
  right: readonly string[],
): Change[] {
  const whole = (): Change[] => [
    ...a.map((line): Change => ({ kind: 'removed', line })),
    ...b.map((line): Change => ({ kind: 'added', line })),
  ];
  if (a.length === 0 || b.length === 0) return whole();
  const reach = new Map<number, number>([[1, 0]]);
  const history: Map<number, number>[] = [];
  const limit = Math.min(a.length + b.length, EDIT_LIMIT);
  for (let edits = 0; edits <= limit; edits++) {
    history.push(new Map(reach));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down =
        diagonal === -edits ||
        (diagonal !== edits && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1));
      let x = down ? (reach.get(diagonal + 1) ?? 0) : (reach.get(diagonal - 1) ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && left[x] === right[x - diagonal]) x++;
      reach.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return backtrack(a, b, history);
    }
  }
  return whole();
}

function backtrack(a: readonly string[], b: readonly string[], history: readonly Map<number, number>[]): Change[] {
  const changes: Change[] = [];
  let x = a.length;
  let y = b.length;
  for (let edits = history.length - 1; edits >= 0; edits--) {
    const reach = history[edits]!;
    const diagonal = x - y;
    const down =
      diagonal === -edits || (diagonal !== edits && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1));
    const previous = down ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : (reach.get(previous) ?? 0);
    const fromY = edits === 0 ? 0 : fromX - previous;
    while (x > fromX && y > fromY && !(edits > 0 && x === fromX + (down ? 0 : 1) && y === fromY + (down ? 1 : 0))) {
      x--;
      y--;
      changes.push({ kind: 'same', line: a[x]! });
    }
    if (edits === 0) break;
    if (down) changes.push({ kind: 'added', line: b[--y]! });
    else changes.push({ kind: 'removed', line: a[--x]! });
  }
  return changes.reverse();
}

function show(mark: string, line: string): string {
  return line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}

export function unifiedHunks(changes: readonly Change[], context: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let a = 0;
  let b = 0;
  const places = changes.map((change) => {
    const place = { a, b };
    if (change.kind !== 'added') a++;
    if (change.kind !== 'removed') b++;
    return place;
  });
  for (let at = 0; at < changes.length; ) {
    if (changes[at]!.kind === 'same') {
      at++;
      continue;
    }
    const from = Math.max(0, at - context);
    let last = at;
    for (let i = at; i < changes.length && i <= last + 2 * context + 1; i++) if (changes[i]!.kind !== 'same') last = i;
    const to = Math.min(changes.length, last + context + 1);
    const part = changes.slice(from, to);
    const range = (start: number, size: number) =>
      size === 1 ? `${start + 1}` : `${size === 0 ? start : start + 1},${size}`;
    const sizeA = part.filter((change) => change.kind !== 'added').length;
    const sizeB = part.filter((change) => change.kind !== 'removed').length;
    const body = part.map((change) =>
      show(change.kind === 'same' ? ' ' : change.kind === 'added' ? '+' : '-', change.line),
    );
    hunks.push({ text: `@@ -${range(places[from]!.a, sizeA)} +${range(places[from]!.b, sizeB)} @@\n${body.join('')}` });
    at = to;
  }
  return hunks;
}

export function normalHunks(changes: readonly Change[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let a = 0;
  let b = 0;
  for (let at = 0; at < changes.length; ) {
    if (changes[at]!.kind === 'same') {
      at++;
      a++;
      b++;
      continue;
    }
    const removed: string[] = [];
    const added: string[] = [];
    for (; at < changes.length && changes[at]!.kind !== 'same'; at++) {
      (changes[at]!.kind === 'removed' ? removed : added).push(changes[at]!.line);
    }
    const range = (start: number, size: number) =>
      size === 0 ? `${start}` : size === 1 ? `${start + 1}` : `${start + 1},${start + size}`;
    const letter = removed.length === 0 ? 'a' : added.length === 0 ? 'd' : 'c';
    const head = `${range(a, removed.length)}${letter}${range(b, added.length)}\n`;
    const body = `${removed.map((line) => show('< ', line)).join('')}${letter === 'c' ? '---\n' : ''}${added.map((line) => show('> ', line)).join('')}`;
    hunks.push({ text: head + body });
    a += removed.length;
    b += added.length;
  }
  return hunks;
}

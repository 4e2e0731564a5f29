import { parseRegex, type RegexNode } from './parse-regex.ts';

/** A match: `captures[0]` is all of it. */
export interface LinearMatch {
  readonly index: number;
  readonly captures: readonly (string | undefined)[];
}

type Step =
  | { readonly op: 'char'; readonly fits: (character: string) => boolean }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'check'; readonly holds: (text: string, at: number) => boolean }
  | { readonly op: 'match' };

interface Thread {
  readonly pc: number;
  readonly saved: readonly number[];
}

/** Larger programs come of counted repetitions in one another. */
const MOST_STEPS = 20_000;

/**
 * Matches without going back, in time proportional to text and pattern (Pike's machine), because JavaScript's engine
 * takes exponential time for `(a+)+$` and cannot be interrupted. undefined when the pattern has what such a machine
 * cannot do (back references).
 */
export function linearRegex(
  source: string,
  ignoreCase = false,
): ((text: string, from?: number) => LinearMatch | undefined) | undefined {
  const parsed = parseRegex(source, ignoreCase);
  if (parsed === undefined) return undefined;
  const program: Step[] = [];
  if (!emit(program, { kind: 'group', index: 0, node: parsed.node })) return undefined;
  program.push({ op: 'match' });
  const slots = 2 * (parsed.groups + 1);
  return (text, from = 0) => run(program, slots, text, from);
}

/** Appends the steps of a node; false when there would be too many. */
function emit(program: Step[], node: RegexNode): boolean {
  if (program.length > MOST_STEPS) return false;
  switch (node.kind) {
    case 'char':
      program.push({ op: 'char', fits: node.fits });
      return true;
    case 'check':
      program.push({ op: 'check', holds: node.holds });
      return true;
    case 'sequence':
      return node.nodes.every((one) => emit(program, one));
    case 'group': {
      if (node.index === undefined) return emit(program, node.node);
      program.push({ op: 'save', slot: 2 * node.index });
      const fits = emit(program, node.node);
      program.push({ op: 'save', slot: 2 * node.index + 1 });
      return fits;
    }
    case 'choice':
      return emitChoice(program, node.nodes);
    case 'repeat':
      return emitRepeat(program, node);
    default:
      return false;
  }
}

function emitChoice(program: Step[], nodes: readonly RegexNode[]): boolean {
  const ends: number[] = [];
  for (const [index, node] of nodes.entries()) {
    const split = program.length;
    const last = index === nodes.length - 1;
    if (!last) program.push({ op: 'jump', to: 0 });
    if (!emit(program, node)) return false;
    if (last) break;
    ends.push(program.length);
    program.push({ op: 'jump', to: 0 });
    program[split] = { op: 'split', first: split + 1, second: program.length };
  }
  for (const end of ends) program[end] = { op: 'jump', to: program.length };
  return true;
}

function emitRepeat(program: Step[], { node, least, most }: Extract<RegexNode, { kind: 'repeat' }>): boolean {
  for (let i = 0; i < least; i++) if (!emit(program, node)) return false;
  if (most === Number.POSITIVE_INFINITY) {
    const split = program.length;
    program.push({ op: 'jump', to: 0 });
    if (!emit(program, node)) return false;
    program.push({ op: 'jump', to: split });
    program[split] = { op: 'split', first: split + 1, second: program.length };
    return true;
  }
  const splits: number[] = [];
  for (let i = least; i < most; i++) {
    splits.push(program.length);
    program.push({ op: 'jump', to: 0 });
    if (!emit(program, node)) return false;
  }
  for (const split of splits) program[split] = { op: 'split', first: split + 1, second: program.length };
  return true;
}

function run(program: readonly Step[], slots: number, text: string, from: number): LinearMatch | undefined {
  let threads: Thread[] = [];
  let found: readonly number[] | undefined;
  const nowhere = Array.from({ length: slots }, () => -1);
  for (let at = from; at <= text.length; at++) {
    const seen = new Set<number>();
    const ready: Thread[] = [];
    for (const thread of threads) follow(program, thread, text, at, seen, ready);
    if (found === undefined) follow(program, { pc: 0, saved: nowhere }, text, at, seen, ready);
    threads = [];
    const character = text[at];
    for (const { pc, saved } of ready) {
      const step = program[pc]!;
      if (step.op === 'match') {
        found = saved;
        break;
      }
      if (step.op === 'char' && character !== undefined && step.fits(character)) threads.push({ pc: pc + 1, saved });
    }
    if (threads.length === 0 && found !== undefined) break;
  }
  if (found === undefined) return undefined;
  const ends = found;
  const captures = Array.from({ length: slots / 2 }, (_, group) => {
    const [start, end] = [ends[2 * group]!, ends[2 * group + 1]!];
    return start < 0 || end < 0 ? undefined : text.slice(start, end);
  });
  return { index: ends[0]!, captures };
}

/** Adds what can be reached without reading a character, in the order of preference. */
function follow(
  program: readonly Step[],
  start: Thread,
  text: string,
  at: number,
  seen: Set<number>,
  ready: Thread[],
): void {
  const waiting = [start];
  for (let thread = waiting.pop(); thread !== undefined; thread = waiting.pop()) {
    const { pc, saved } = thread;
    if (seen.has(pc)) continue;
    seen.add(pc);
    const step = program[pc]!;
    if (step.op === 'jump') waiting.push({ pc: step.to, saved });
    else if (step.op === 'split') waiting.push({ pc: step.second, saved }, { pc: step.first, saved });
    else if (step.op === 'check') {
      if (step.holds(text, at)) waiting.push({ pc: pc + 1, saved });
    } else if (step.op === 'save') waiting.push({ pc: pc + 1, saved: saved.with(step.slot, at) });
    else ready.push(thread);
  }
}

import type { LinearMatch } from './linear-regex.ts';
import { parseRegex, type RegexNode } from './parse-regex.ts';

type Step =
  | { readonly op: 'char'; readonly fits: (character: string) => boolean }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'check'; readonly holds: (text: string, at: number) => boolean }
  /** Fails when nothing was read since the slot was saved, so that no loop turns without end. */
  | { readonly op: 'progress'; readonly slot: number }
  | { readonly op: 'back'; readonly slot: number }
  | { readonly op: 'look'; readonly program: readonly Step[]; readonly ahead: boolean; readonly negated: boolean }
  | { readonly op: 'match' };

interface Place {
  readonly pc: number;
  readonly at: number;
  readonly saved: readonly number[];
}

const MOST_STEPS = 20_000;
/** About a tenth of a second. */
const BUDGET = 1_500_000;

/** A pattern that goes back and forth for longer than it may. grep says it in these words. */
export class RegexBudgetError extends Error {
  constructor() {
    super("exceeded PCRE's backtracking limit");
  }
}

/**
 * Matches by going back, as Perl's expressions need it (back references, looking around, lazy repetition), for a bounded number
 * of steps; then it throws RegexBudgetError. undefined when the pattern is not understood.
 */
export function boundedRegex(
  source: string,
  ignoreCase = false,
): ((text: string, from?: number) => LinearMatch | undefined) | undefined {
  const [, inline = ''] = /^(\(\?i\))/.exec(source) ?? [];
  const foldCase = ignoreCase || inline !== '';
  const parsed = parseRegex(source.slice(inline.length), foldCase, true);
  if (parsed === undefined) return undefined;
  const { groups, names } = parsed;
  // Slots for the groups, for the begin that `\K` sets, and one for every loop.
  const keep = 2 * (groups + 1);
  let slots = keep + 1;
  const program: Step[] = [];
  let tooLarge = false;

  function emit(out: Step[], node: RegexNode): void {
    if (out.length > MOST_STEPS) tooLarge = true;
    if (tooLarge) return;
    switch (node.kind) {
      case 'char':
        out.push({ op: 'char', fits: node.fits });
        return;
      case 'check':
        out.push({ op: 'check', holds: node.holds });
        return;
      case 'keep':
        out.push({ op: 'save', slot: keep });
        return;
      case 'sequence':
        for (const one of node.nodes) emit(out, one);
        return;
      case 'back': {
        const group = typeof node.group === 'number' ? node.group : (names.get(node.group) ?? 0);
        out.push({ op: 'back', slot: 2 * group });
        return;
      }
      case 'look': {
        const inner: Step[] = [];
        emit(inner, node.node);
        inner.push({ op: 'match' });
        out.push({ op: 'look', program: inner, ahead: node.ahead, negated: node.negated });
        return;
      }
      case 'group':
        if (node.index !== undefined) out.push({ op: 'save', slot: 2 * node.index });
        emit(out, node.node);
        if (node.index !== undefined) out.push({ op: 'save', slot: 2 * node.index + 1 });
        return;
      case 'choice':
        emitChoice(out, node.nodes);
        return;
      case 'repeat':
        emitRepeat(out, node);
    }
  }

  function emitChoice(out: Step[], nodes: readonly RegexNode[]): void {
    const ends: number[] = [];
    for (const [index, node] of nodes.entries()) {
      const split = out.length;
      const last = index === nodes.length - 1;
      if (!last) out.push({ op: 'jump', to: 0 });
      emit(out, node);
      if (last) break;
      ends.push(out.length);
      out.push({ op: 'jump', to: 0 });
      out[split] = { op: 'split', first: split + 1, second: out.length };
    }
    for (const end of ends) out[end] = { op: 'jump', to: out.length };
  }

  function emitRepeat(out: Step[], { node, least, most, lazy }: Extract<RegexNode, { kind: 'repeat' }>): void {
    const fork = (at: number, inside: number, outside: number): void => {
      out[at] = lazy
        ? { op: 'split', first: outside, second: inside }
        : { op: 'split', first: inside, second: outside };
    };
    for (let i = 0; i < least; i++) emit(out, node);
    if (most === Number.POSITIVE_INFINITY) {
      const slot = slots++;
      const split = out.length;
      out.push({ op: 'jump', to: 0 }, { op: 'save', slot });
      emit(out, node);
      out.push({ op: 'progress', slot }, { op: 'jump', to: split });
      fork(split, split + 1, out.length);
      return;
    }
    const splits: number[] = [];
    for (let i = least; i < most && !tooLarge; i++) {
      splits.push(out.length);
      out.push({ op: 'jump', to: 0 });
      emit(out, node);
    }
    for (const split of splits) fork(split, split + 1, out.length);
  }

  emit(program, { kind: 'group', index: 0, node: parsed.node });
  if (tooLarge) return undefined;
  program.push({ op: 'match' });

  return (text, from = 0) => {
    const budget = { left: BUDGET };
    const nowhere = new Array<number>(slots).fill(-1);
    for (let start = from; start <= text.length; start++) {
      const found = run(program, text, { pc: 0, at: start, saved: nowhere }, foldCase, budget);
      if (found === undefined) continue;
      const captures = Array.from({ length: groups + 1 }, (_, group) => {
        const [begin, end] = [found.saved[2 * group]!, found.saved[2 * group + 1]!];
        return begin < 0 || end < 0 ? undefined : text.slice(begin, end);
      });
      const kept = found.saved[keep]!;
      if (kept < 0) return { index: start, captures };
      return { index: kept, captures: [text.slice(kept, found.saved[1]!), ...captures.slice(1)] };
    }
    return undefined;
  };
}

/** The first way through the program, or undefined. */
function run(
  program: readonly Step[],
  text: string,
  from: Place,
  foldCase: boolean,
  budget: { left: number },
  endsAt?: number,
): Place | undefined {
  const waiting: Place[] = [from];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    let { pc, at, saved } = place;
    for (;;) {
      if (--budget.left < 0) throw new RegexBudgetError();
      const step = program[pc]!;
      if (step.op === 'match') {
        if (endsAt === undefined || at === endsAt) return { pc, at, saved };
        break;
      }
      if (step.op === 'char') {
        const character = text[at];
        if (character === undefined || !step.fits(character)) break;
        at++;
      } else if (step.op === 'check') {
        if (!step.holds(text, at)) break;
      } else if (step.op === 'progress') {
        if (saved[step.slot] === at) break;
      } else if (step.op === 'back') {
        const [begin, end] = [saved[step.slot]!, saved[step.slot + 1]!];
        if (begin < 0 || end < 0) break;
        const wanted = text.slice(begin, end);
        const there = text.slice(at, at + wanted.length);
        budget.left -= wanted.length;
        if (there !== wanted && !(foldCase && there.toLowerCase() === wanted.toLowerCase())) break;
        at += wanted.length;
      } else if (step.op === 'look') {
        const found = looks(step, text, { pc: 0, at, saved }, foldCase, budget);
        if ((found !== undefined) === step.negated) break;
        if (found !== undefined) saved = found.saved;
      } else if (step.op === 'jump') {
        pc = step.to;
        continue;
      } else if (step.op === 'split') {
        waiting.push({ pc: step.second, at, saved });
        pc = step.first;
        continue;
      } else {
        budget.left -= saved.length >> 3;
        saved = saved.with(step.slot, at);
      }
      pc++;
    }
  }
  return undefined;
}

function looks(
  { program, ahead }: Extract<Step, { op: 'look' }>,
  text: string,
  place: Place,
  foldCase: boolean,
  budget: { left: number },
): Place | undefined {
  if (ahead) return run(program, text, place, foldCase, budget);
  for (let start = place.at; start >= 0; start--) {
    const found = run(program, text, { ...place, at: start }, foldCase, budget, place.at);
    if (found !== undefined) return found;
  }
  return undefined;
}

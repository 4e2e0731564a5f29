/** A regular expression in JavaScript's writing, as far as POSIX ones are translated to it. */
export type RegexNode =
  | { readonly kind: 'char'; readonly fits: (character: string) => boolean }
  | { readonly kind: 'check'; readonly holds: (text: string, at: number) => boolean }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly index: number | undefined; readonly node: RegexNode }
  | {
      readonly kind: 'repeat';
      readonly node: RegexNode;
      readonly least: number;
      readonly most: number;
      readonly lazy?: boolean;
    }
  /** What a group matched, once more. */
  | { readonly kind: 'back'; readonly group: number | string }
  | { readonly kind: 'look'; readonly node: RegexNode; readonly ahead: boolean; readonly negated: boolean }
  /** `\K`: the match begins here. */
  | { readonly kind: 'keep' };

const isWord = (character: string | undefined): boolean => character !== undefined && /\w/.test(character);
const MOST_REPEATS = 1_000;
const CONTROLS: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  v: '\v',
  e: '\x1b',
  a: '\x07',
};

/**
 * undefined for what is not understood: malformed text and, unless `rich`, back references, looking around (but for words), and
 * what only Perl's expressions have.
 */
export function parseRegex(
  source: string,
  ignoreCase: boolean,
  rich = false,
): { readonly node: RegexNode; readonly groups: number; readonly names: ReadonlyMap<string, number> } | undefined {
  let at = 0;
  let groups = 0;
  let depth = 0;
  const names = new Map<string, number>();
  const flags = ignoreCase ? 'i' : '';
  const literal = (wanted: string): RegexNode => {
    const [lower, upper] = [wanted.toLowerCase(), wanted.toUpperCase()];
    return { kind: 'char', fits: ignoreCase ? (one) => one === lower || one === upper : (one) => one === wanted };
  };

  function choice(): RegexNode {
    if (++depth > 200) throw new Error('not understood');
    const nodes = [sequence()];
    while (source[at] === '|') {
      at++;
      nodes.push(sequence());
    }
    depth--;
    return nodes.length === 1 ? nodes[0]! : { kind: 'choice', nodes };
  }

  function sequence(): RegexNode {
    const nodes: RegexNode[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') nodes.push(repeated(atom()));
    return { kind: 'sequence', nodes };
  }

  function repeated(node: RegexNode): RegexNode {
    const lazy = (): { lazy?: true } => {
      if (!rich || source[at] !== '?') return {};
      at++;
      return { lazy: true };
    };
    const counted = /^\{(\d+)(?:(,)(\d*))?\}/.exec(source.slice(at, at + 20));
    const mark = source[at];
    if (counted !== null) {
      at += counted[0].length;
      const least = Number(counted[1]);
      const most = counted[2] === undefined ? least : counted[3] === '' ? Number.POSITIVE_INFINITY : Number(counted[3]);
      if (least > MOST_REPEATS || (most > MOST_REPEATS && most !== Number.POSITIVE_INFINITY))
        throw new Error('not understood');
      return repeated({ kind: 'repeat', node, least, most, ...lazy() });
    }
    if (mark !== '*' && mark !== '+' && mark !== '?') return node;
    at++;
    if (source[at] === '?' && !rich) throw new Error('not understood');
    // Possessive: not going back into it would be another kind of machine.
    if (source[at] === '+' && rich) throw new Error('not understood');
    return repeated({
      kind: 'repeat',
      node,
      least: mark === '+' ? 1 : 0,
      most: mark === '?' ? 1 : Number.POSITIVE_INFINITY,
      ...lazy(),
    });
  }

  function atom(): RegexNode {
    const character = source[at++]!;
    if (character === '(') return group();
    if (character === '[') return bracket();
    if (character === '^') return { kind: 'check', holds: (_, position) => position === 0 };
    if (character === '$') return { kind: 'check', holds: (text, position) => position === text.length };
    if (character === '.') return { kind: 'char', fits: (one) => one !== '\n' };
    if (character === '\\') return escaped(source[at++] ?? '\\');
    if ('*+?{'.includes(character)) throw new Error('not understood');
    return literal(character);
  }

  function group(): RegexNode {
    let index: number | undefined;
    if (source.startsWith('?:', at)) at += 2;
    else if (source.startsWith('?=\\w)', at) || source.startsWith('?<=\\w)', at)) {
      const behind = source[at + 1] === '<';
      at += behind ? 6 : 5;
      return { kind: 'check', holds: (text, position) => isWord(text[behind ? position - 1 : position]) };
    } else if (source.startsWith('?!\\w)', at) || source.startsWith('?<!\\w)', at)) {
      const behind = source[at + 1] === '<';
      at += behind ? 6 : 5;
      return { kind: 'check', holds: (text, position) => !isWord(text[behind ? position - 1 : position]) };
    } else if (source[at] === '?' && rich) {
      const look = /^\?(<?)([=!])/.exec(source.slice(at, at + 3));
      const name = /^\?P?<([A-Za-z_]\w*)>/.exec(source.slice(at, at + 60));
      if (look !== null) {
        at += look[0].length;
        const inner = choice();
        if (source[at++] !== ')') throw new Error('not understood');
        return { kind: 'look', node: inner, ahead: look[1] === '', negated: look[2] === '!' };
      }
      if (name === null) throw new Error('not understood');
      at += name[0].length;
      index = ++groups;
      names.set(name[1]!, index);
    } else if (source[at] === '?') throw new Error('not understood');
    else index = ++groups;
    const node = choice();
    if (source[at++] !== ')') throw new Error('not understood');
    return { kind: 'group', index, node };
  }

  function bracket(): RegexNode {
    const start = at - 1;
    while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
    at++;
    // One character against one class takes no time, so JavaScript may judge it.
    const fits = new RegExp(`^${source.slice(start, at)}$`, flags);
    return { kind: 'char', fits: (one) => fits.test(one) };
  }

  function escaped(character: string): RegexNode {
    if (/[1-9]/.test(character)) {
      if (!rich) throw new Error('not understood');
      return { kind: 'back', group: Number(character) };
    }
    if (rich) {
      const named = /^\{(\w+)\}|^<(\w+)>/.exec(character === 'k' || character === 'g' ? source.slice(at, at + 60) : '');
      if (named !== null) {
        at += named[0].length;
        const group = named[1] ?? named[2]!;
        return { kind: 'back', group: /^\d+$/.test(group) ? Number(group) : group };
      }
      if (character === 'K') return { kind: 'keep' };
      if (character === 'h') return { kind: 'char', fits: (one) => one === ' ' || one === '\t' };
      const plain = CONTROLS[character];
      if (plain !== undefined) return literal(plain);
      const code = character === 'x' ? /^[0-9a-fA-F]{2}|^\{[0-9a-fA-F]+\}/.exec(source.slice(at, at + 10)) : null;
      if (code !== null) {
        at += code[0].length;
        return literal(String.fromCodePoint(Number.parseInt(code[0].replace(/[{}]/g, ''), 16)));
      }
    }
    if (character === 'b' || character === 'B') {
      return {
        kind: 'check',
        holds: (text, position) => (isWord(text[position - 1]) !== isWord(text[position])) === (character === 'b'),
      };
    }
    if ('wWsSdD'.includes(character)) {
      const fits = new RegExp(`^\\${character}$`);
      return { kind: 'char', fits: (one) => fits.test(one) };
    }
    if (/[a-zA-Z0]/.test(character)) throw new Error('not understood');
    return literal(character);
  }

  try {
    const node = choice();
    return at < source.length ? undefined : { node, groups, names };
  } catch {
    return undefined;
  }
}

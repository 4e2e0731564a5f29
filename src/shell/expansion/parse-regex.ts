/** A regular expression in JavaScript's writing, as far as POSIX ones are translated to it. */
export type RegexNode =
  | { readonly kind: 'char'; readonly fits: (character: string) => boolean }
  | { readonly kind: 'check'; readonly holds: (text: string, at: number) => boolean }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly index: number | undefined; readonly node: RegexNode }
  | { readonly kind: 'repeat'; readonly node: RegexNode; readonly least: number; readonly most: number };

const isWord = (character: string | undefined): boolean => character !== undefined && /\w/.test(character);
const MOST_REPEATS = 1_000;

/** undefined for what is not understood: back references, looking around (but for words), malformed text. */
export function parseRegex(
  source: string,
  ignoreCase: boolean,
): { readonly node: RegexNode; readonly groups: number } | undefined {
  let at = 0;
  let groups = 0;
  let depth = 0;
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
    const counted = /^\{(\d+)(?:(,)(\d*))?\}/.exec(source.slice(at, at + 20));
    const mark = source[at];
    if (counted !== null) {
      at += counted[0].length;
      const least = Number(counted[1]);
      const most = counted[2] === undefined ? least : counted[3] === '' ? Number.POSITIVE_INFINITY : Number(counted[3]);
      if (least > MOST_REPEATS || (most > MOST_REPEATS && most !== Number.POSITIVE_INFINITY))
        throw new Error('not understood');
      return repeated({ kind: 'repeat', node, least, most });
    }
    if (mark !== '*' && mark !== '+' && mark !== '?') return node;
    at++;
    if (source[at] === '?') throw new Error('not understood');
    return repeated({
      kind: 'repeat',
      node,
      least: mark === '+' ? 1 : 0,
      most: mark === '?' ? 1 : Number.POSITIVE_INFINITY,
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
    if (/[1-9]/.test(character)) throw new Error('not understood');
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
    return at < source.length ? undefined : { node, groups };
  } catch {
    return undefined;
  }
}

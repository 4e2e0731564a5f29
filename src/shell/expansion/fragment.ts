/**
 * A piece of an expanded word. Quoted pieces are kept as they are; pieces with `split` came from an unquoted
 * expansion and are cut at the characters of IFS. `break` separates the words that `"$@"` makes.
 */
export type Fragment = { readonly text: string; readonly quoted: boolean; readonly split: boolean } | 'break';

export function quotedFragment(text: string): Fragment {
  return { text, quoted: true, split: false };
}

export function literalFragment(text: string): Fragment {
  return { text, quoted: false, split: false };
}

export function expandedFragment(text: string, quoted: boolean): Fragment {
  return { text, quoted, split: !quoted };
}

/** The text of fragments that are to be one word. */
export function fragmentText(fragments: readonly Fragment[], separator = ' '): string {
  let text = '';
  for (const fragment of fragments) text += fragment === 'break' ? separator : fragment.text;
  return text;
}

/** Fragments as a glob pattern in which the quoted characters are escaped. */
export function fragmentPattern(fragments: readonly Fragment[]): string {
  let pattern = '';
  for (const fragment of fragments) {
    if (fragment === 'break') pattern += ' ';
    else pattern += fragment.quoted ? escapePattern(fragment.text) : fragment.text;
  }
  return pattern;
}

function escapePattern(text: string): string {
  return text.replace(/[\\*?[\](){}|!@+^-]/g, '\\$&');
}

/** Cuts fragments into words. A word is a list of fragments, so that globbing still knows what was quoted. */
export function splitFragments(fragments: readonly Fragment[], ifs: string): Fragment[][] {
  const words: Fragment[][] = [];
  let word: Fragment[] | undefined;
  /** Whether white space that ends the word was seen, so that one more separator belongs to it. */
  let afterSpace = false;
  const finish = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  for (const fragment of fragments) {
    if (fragment === 'break') {
      finish();
      afterSpace = false;
      continue;
    }
    if (!fragment.split || ifs === '') {
      if (fragment.text === '' && !fragment.quoted) continue;
      word ??= [];
      word.push(fragment);
      afterSpace = false;
      continue;
    }
    let start = 0;
    const { text } = fragment;
    for (let i = 0; i <= text.length; i++) {
      const character = text[i];
      if (character !== undefined && !ifs.includes(character)) continue;
      if (i > start) {
        word ??= [];
        word.push({ text: text.slice(start, i), quoted: false, split: false });
        afterSpace = false;
      }
      start = i + 1;
      if (character === undefined) break;
      if (character === ' ' || character === '\t' || character === '\n') {
        if (word !== undefined) {
          finish();
          afterSpace = true;
        }
      } else if (afterSpace) afterSpace = false;
      else if (word === undefined) words.push([]);
      else finish();
    }
  }
  finish();
  return words;
}

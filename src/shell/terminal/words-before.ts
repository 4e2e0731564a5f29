/** The command that the cursor is in, as far as it stands before the cursor. */
export interface WordsBefore {
  /** Without quotes; the last one is being typed and may be empty. */
  readonly words: readonly string[];
  /** Where the last word begins. */
  readonly start: number;
  /** The quote that is open in the last word. */
  readonly quote: '"' | "'" | '';
  /** The last word follows `<` or `>`. */
  readonly redirected: boolean;
}

/** Words that stand before another command. */
const LEADING = new Set(
  'then do else elif if while until ! time { sudo command exec nohup eval builtin env watch xargs'.split(' '),
);

/** Finds the words of the last simple command of a line. */
export function wordsBefore(text: string): WordsBefore {
  let words: string[] = [];
  let word: string | undefined;
  let start = text.length;
  let quote: WordsBefore['quote'] = '';
  let redirected = false;
  const finish = () => {
    if (word !== undefined && !redirected) words.push(word);
    if (word !== undefined) redirected = false;
    word = undefined;
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (quote === "'" ? character !== "'" : quote === '"' && !/["\\]/.test(character)) {
      word += character;
      continue;
    }
    if (!/[\s|;&()`<>]/.test(character) || quote !== '') {
      if (word === undefined) {
        word = '';
        start = i;
      }
      if (character === '\\') word += text[++i] ?? '';
      else if (character === "'" || character === '"') quote = quote === '' ? character : '';
      else word += character;
      continue;
    }
    if (character === '<' || character === '>') {
      if (word !== undefined && /^\d+$/.test(word)) word = undefined;
      finish();
      redirected = true;
    } else if (/\s/.test(character) && character !== '\n') finish();
    else if (character !== '&' || !/[<>]/.test(text[i - 1] ?? '')) {
      word = undefined;
      words = [];
      redirected = false;
    }
  }
  if (word === undefined) start = text.length;
  const last = word ?? '';
  while (words.length > 0 && (LEADING.has(words[0]!) || /^[A-Za-z_]\w*=/.test(words[0]!))) {
    const leading = words.shift()!;
    // Options of such a command belong to it (`watch -n 1 kubectl`).
    while (/^(watch|xargs|sudo|env)$/.test(leading) && (words[0]?.startsWith('-') || /^[\d.]+$/.test(words[0] ?? '')))
      words.shift();
  }
  return { words: [...words, last], start, quote, redirected };
}

/** More words than this from one brace expansion are a mistake. */
const WORD_LIMIT = 100_000;

/** Expands the braces in the source text of a word; quotes, escapes and `${ }` are left as they are. */
export function expandBraces(text: string, depth = 0): string[] {
  for (let i = 0; i < text.length; i++) {
    const skipped = skipQuoted(text, i);
    if (skipped !== i) {
      i = skipped - 1;
      continue;
    }
    if (text[i] !== '{') continue;
    const brace = readBrace(text, i);
    if (brace === undefined) continue;
    const middles = brace.sequence ?? brace.items.flatMap((item) => expandBraces(item, depth + 1));
    const tails = expandBraces(text.slice(brace.end), depth + 1);
    if (middles.length * tails.length > WORD_LIMIT) throw new Error('brace expansion: too many words');
    const head = text.slice(0, i);
    const words: string[] = [];
    for (const middle of middles) for (const tail of tails) words.push(head + middle + tail);
    return words;
  }
  return [text];
}

function readBrace(
  text: string,
  open: number,
): { readonly items: readonly string[]; readonly sequence?: readonly string[]; readonly end: number } | undefined {
  const items: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let i = open; i < text.length; i++) {
    const skipped = skipQuoted(text, i);
    if (skipped !== i) {
      i = skipped - 1;
      continue;
    }
    if (text[i] === '{') depth++;
    else if (text[i] === ',' && depth === 1) {
      items.push(text.slice(start, i));
      start = i + 1;
    } else if (text[i] === '}' && --depth === 0) {
      const last = text.slice(start, i);
      if (items.length > 0) return { items: [...items, last], end: i + 1 };
      const sequence = readSequence(last);
      return sequence === undefined ? undefined : { items, sequence, end: i + 1 };
    }
  }
  return undefined;
}

function readSequence(text: string): string[] | undefined {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(text);
  if (numbers !== null) {
    const from = Number(numbers[1]);
    const to = Number(numbers[2]);
    const padded = [numbers[1]!, numbers[2]!].some((part) => /^-?0\d/.test(part));
    const width = padded ? Math.max(numbers[1]!.length, numbers[2]!.length) : 0;
    return series(from, to, Number(numbers[3] ?? 1)).map((number) => padNumber(number, width));
  }
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(text);
  if (letters === null) return undefined;
  const codes = series(letters[1]!.charCodeAt(0), letters[2]!.charCodeAt(0), Number(letters[3] ?? 1));
  return codes.map((code) => String.fromCharCode(code));
}

function series(from: number, to: number, step: number): number[] {
  const size = Math.max(1, Math.abs(step));
  if (Math.abs(to - from) / size > WORD_LIMIT) throw new Error('brace expansion: too many words');
  const numbers: number[] = [];
  if (from <= to) for (let n = from; n <= to; n += size) numbers.push(n);
  else for (let n = from; n >= to; n -= size) numbers.push(n);
  return numbers;
}

function padNumber(number: number, width: number): string {
  const digits = String(Math.abs(number));
  return number < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0');
}

/** The position behind a quoted text, an escape or an expansion that begins at `i`; `i` itself otherwise. */
function skipQuoted(text: string, i: number): number {
  const character = text[i];
  if (character === '\\') return Math.min(i + 2, text.length);
  if (character === "'" || character === '`') {
    const end = text.indexOf(character, i + 1);
    return end === -1 ? text.length : end + 1;
  }
  if (character === '"') {
    for (let j = i + 1; j < text.length; j++) {
      if (text[j] === '\\') j++;
      else if (text[j] === '"') return j + 1;
    }
    return text.length;
  }
  if (character === '$' && (text[i + 1] === '{' || text[i + 1] === '(')) {
    const open = text[i + 1]!;
    const close = open === '{' ? '}' : ')';
    let depth = 0;
    for (let j = i + 1; j < text.length; j++) {
      if (text[j] === open) depth++;
      else if (text[j] === close && --depth === 0) return j + 1;
      else {
        const skipped = text[j] === '$' ? j : skipQuoted(text, j);
        if (skipped !== j) j = skipped - 1;
      }
    }
    return text.length;
  }
  return i;
}

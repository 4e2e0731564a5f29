/** Replaces `!!`, `!n`, `!-n`, `!$` and `!prefix`. `missing` names an event that there is none of. */
export function expandHistory(
  line: string,
  history: readonly string[],
): { readonly text: string; readonly changed: boolean; readonly missing?: string } {
  let missing: string | undefined;
  let changed = false;
  let quoted = false;
  let text = '';
  for (let i = 0; i < line.length; i++) {
    const character = line[i]!;
    if (character === "'") quoted = !quoted;
    const match =
      character === '!' && !quoted && line[i - 1] !== '\\'
        ? /^!(!|\$|-?\d+|[A-Za-z./][^\s;|&]*)/.exec(line.slice(i))
        : null;
    if (match === null || line[i - 1] === '[' || line[i - 1] === '{') {
      text += character;
      continue;
    }
    const name = match[1]!;
    let event: string | undefined;
    if (name === '!') event = history.at(-1);
    else if (name === '$') event = history.at(-1)?.trim().split(/\s+/).at(-1);
    else if (/^-?\d+$/.test(name)) event = Number(name) < 0 ? history.at(Number(name)) : history[Number(name) - 1];
    else event = history.findLast((each) => each.startsWith(name));
    if (event === undefined) missing ??= match[0];
    else {
      text += event;
      changed = true;
    }
    i += match[0].length - 1;
  }
  return missing === undefined ? { text, changed } : { text, changed, missing };
}

/** An incremental search backwards through the history (Ctrl-R). */
export interface HistorySearch {
  readonly query: string;
  /** Index of the entry shown. */
  readonly found: number;
  readonly failed: boolean;
}

/** The search after a key; undefined when the key is none of its own and so ends it. */
export function searchHistory(
  search: HistorySearch,
  key: string,
  history: readonly string[],
): HistorySearch | undefined {
  let { query } = search;
  let from = Math.min(search.found, history.length - 1);
  if (key === '\x12') from = search.found - 1;
  else if (key === '\x7f' || key === '\b') {
    query = query.slice(0, -1);
    from = history.length - 1;
  } else if (key >= ' ' && key[0] !== '\x1b') query += key;
  else return undefined;
  const found = query === '' ? -1 : history.findLastIndex((entry, index) => index <= from && entry.includes(query));
  return { query, found: found === -1 ? search.found : found, failed: found === -1 && query !== '' };
}

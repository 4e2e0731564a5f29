/** Aligns text in which tabs end cells. Equal to Go's text/tabwriter (with liggitt/tabwriter's RememberWidths) for left-aligned cells and blanks. */
export interface TabWriter {
  write(text: string): void;
  /** The aligned text of all that was written since the last flush. */
  flush(): string;
  /** Columns may become narrow again; until then a flush keeps the widths of those before it. */
  forgetWidths(): void;
}

export interface TabWriterOptions {
  readonly minWidth: number;
  readonly padding: number;
  readonly rememberWidths?: boolean;
}

/** As kubectl prints tables. Models cli-runtime printers.GetNewTabWriter. */
export const tableLayout: TabWriterOptions = { minWidth: 6, padding: 3, rememberWidths: true };
/** As `kubectl describe` prints. Models kubectl/pkg/describe tabbedString. */
export const describeLayout: TabWriterOptions = { minWidth: 0, padding: 2 };

export function createTabWriter(options: TabWriterOptions): TabWriter {
  let buffer = '';
  let remembered: number[] = [];

  /** The width of one column block, at least what was remembered. */
  function blockWidth(column: number, lines: readonly (readonly string[])[]): number {
    let width = options.minWidth;
    for (const line of lines) width = Math.max(width, textWidth(line[column]!) + options.padding);
    if (options.rememberWidths !== true) return width;
    width = Math.max(width, remembered[column] ?? 0);
    remembered[column] = width;
    return width;
  }

  function format(lines: readonly (readonly string[])[], widths: readonly number[], out: string[]): void {
    const column = widths.length;
    const inColumn = (line: readonly string[]) => column < line.length - 1;
    let from = 0;
    while (from < lines.length) {
      if (!inColumn(lines[from]!)) {
        out.push(padded(lines[from]!, widths));
        from++;
        continue;
      }
      let to = from + 1;
      while (to < lines.length && inColumn(lines[to]!)) to++;
      const block = lines.slice(from, to);
      format(block, [...widths, blockWidth(column, block)], out);
      from = to;
    }
  }

  return {
    write(text) {
      buffer += text;
    },
    flush() {
      if (buffer === '') return '';
      const lines = buffer.split('\n').map((line) => line.split('\t'));
      buffer = '';
      const out: string[] = [];
      format(lines, [], out);
      return out.join('\n');
    },
    forgetWidths() {
      remembered = [];
    },
  };
}

function padded(line: readonly string[], widths: readonly number[]): string {
  return line
    .map((cell, at) => (at < widths.length ? cell + ' '.repeat(Math.max(0, widths[at]! - textWidth(cell))) : cell))
    .join('');
}

const textWidth = (text: string): number => [...text].length;

/** One finished text, aligned. */
export function alignTabs(text: string, options: TabWriterOptions): string {
  const writer = createTabWriter(options);
  writer.write(text);
  return writer.flush();
}

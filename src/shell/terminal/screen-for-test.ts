import { characterWidth } from './text-width.ts';

/** A terminal's screen as far as the shell uses it: cells, wrapping with its delay, cursor movement, two buffers. */
export function createScreen(columns: number, rows: number): { write(data: string): void; text(): string } {
  const blank = () => Array.from({ length: rows }, () => Array<string>(columns).fill(' '));
  let cells = blank();
  let row = 0;
  let column = 0;
  let saved: { cells: string[][]; row: number; column: number } | undefined;

  function newLine(): void {
    if (row < rows - 1) row++;
    else {
      cells.shift();
      cells.push(Array<string>(columns).fill(' '));
    }
  }

  function put(character: string): void {
    const width = characterWidth(character);
    if (column + width > columns) {
      column = 0;
      newLine();
    }
    cells[row]![column] = character;
    if (width === 2) cells[row]![column + 1] = '';
    column += width;
  }

  function control(sequence: string): void {
    const count = Number(/\d+/.exec(sequence)?.[0] ?? 1);
    column = Math.min(column, columns - 1);
    switch (sequence.at(-1)) {
      case 'A':
        row = Math.max(0, row - count);
        break;
      case 'C':
        column = Math.min(columns - 1, column + count);
        break;
      case 'H':
        row = 0;
        column = 0;
        break;
      case 'K':
        cells[row]!.fill(' ', column);
        break;
      case 'J':
        if (/2J$/.test(sequence)) cells = blank();
        else if (!/3J$/.test(sequence)) {
          cells[row]!.fill(' ', column);
          for (const line of cells.slice(row + 1)) line.fill(' ');
        }
        break;
      case 'h':
        if (sequence.includes('?1049')) {
          saved = { cells, row, column };
          cells = blank();
        }
        break;
      case 'l':
        if (sequence.includes('?1049') && saved !== undefined) {
          ({ cells, row, column } = saved);
          saved = undefined;
        }
        break;
    }
  }

  return {
    write(data) {
      for (const piece of data.match(/\x1b\[[0-9;?]*[@-~]|[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g) ?? []) {
        if (piece.length > 1 && piece[0] === '\x1b') control(piece);
        else if (piece === '\r') column = 0;
        else if (piece === '\n') newLine();
        else if (piece === '\b') column = Math.max(0, Math.min(column, columns - 1) - 1);
        else if (piece >= ' ') put(piece);
      }
    },
    /** The rows, with `▏` where the cursor stands, without the blank ones at the end. */
    text() {
      const lines = cells.map((line, index) => {
        const shown = [...line];
        if (index === row) shown.splice(Math.min(column, columns), 0, '▏');
        return shown.join('').trimEnd();
      });
      return lines.join('\n').trimEnd();
    },
  };
}

/** How nodes are laid out: as cards that say everything, as small cells, or as blocks of pixels. */
export interface GridLayout {
  readonly mode: 'card' | 'cell' | 'block';
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly contentHeight: number;
}

export interface GridRoom {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Cells to place, the one for pods without a node included. */
  readonly cells: number;
  /** Most pods of any node. */
  readonly pods: number;
  /** Lines of chips (taints, labels) that a card needs. */
  readonly lines: number;
}

export const CARD_LIMIT = 60;
const CELL_LIMIT = 600;
export const CARD_PADDING = 12;
export const CARD_TILE = 16;
export const CARD_TILE_STEP = 21;
export const CARD_HEAD = 56;
export const CARD_LINE = 20;

/** Chooses the mode by the number of nodes and the cells' size by the room there is. */
export function gridLayout({ widthPx, heightPx, cells, pods, lines }: GridRoom): GridLayout {
  const width = Math.max(120, widthPx);
  if (cells <= CARD_LIMIT) {
    const gap = 10;
    const columns = Math.max(1, Math.min(Math.max(cells, 1), Math.floor((width + gap) / (194 + gap))));
    const cardWidth = Math.min(420, Math.floor((width - gap * (columns - 1)) / columns));
    const perRow = Math.max(1, Math.floor((cardWidth - 2 * CARD_PADDING + 5) / CARD_TILE_STEP));
    const tileRows = Math.max(1, Math.ceil(pods / perRow));
    const height = CARD_HEAD + lines * CARD_LINE + tileRows * CARD_TILE_STEP + CARD_PADDING + 4;
    return place('card', cells, columns, cardWidth, height, gap);
  }
  if (cells <= CELL_LIMIT) {
    const gap = 4;
    const columns = Math.floor((width + gap) / (88 + gap));
    return place('cell', cells, columns, Math.floor((width - gap * (columns - 1)) / columns), 40, gap);
  }
  const fitting = Math.floor(Math.sqrt((width * Math.max(heightPx, 200)) / cells));
  const size = Math.max(9, Math.min(18, fitting));
  return place('block', cells, Math.floor(width / size), size, size, 0);
}

function place(
  mode: GridLayout['mode'],
  cells: number,
  columns: number,
  width: number,
  height: number,
  gap: number,
): GridLayout {
  const rows = Math.ceil(cells / columns);
  return { mode, columns, width, height, gap, contentHeight: Math.max(0, rows * (height + gap) - gap) };
}

/** The upper left corner of a cell. */
export function cellAt(layout: GridLayout, index: number): { readonly x: number; readonly y: number } {
  const column = index % layout.columns;
  const row = Math.floor(index / layout.columns);
  return { x: column * (layout.width + layout.gap), y: row * (layout.height + layout.gap) };
}

/** Which cell is under a point; undefined between and beyond the cells. */
export function cellUnder(layout: GridLayout, cells: number, x: number, y: number): number | undefined {
  const column = Math.floor(x / (layout.width + layout.gap));
  const row = Math.floor(y / (layout.height + layout.gap));
  const index = row * layout.columns + column;
  if (x < 0 || y < 0 || column >= layout.columns || index >= cells) return undefined;
  const corner = cellAt(layout, index);
  return x - corner.x <= layout.width && y - corner.y <= layout.height ? index : undefined;
}

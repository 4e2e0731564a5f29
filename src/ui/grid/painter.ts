import { blockPainter } from './block-painter.ts';
import { type Cells, createCells } from './cells.ts';
import { type ClusterChange, clusterStore } from './cluster-store.ts';
import { chipLines } from './draw-card.ts';
import { drawCardsAndPods } from './draw-cards.ts';
import { drawCell } from './draw-cell.ts';
import { chosenLabels, shows, useGridFilter } from './grid-filter.ts';
import { CARD_TILE, cellAt, cellUnder, type GridLayout, gridLayout } from './grid-layout.ts';
import { type Palette, readPalette } from './palette.ts';
import { createPodMotion } from './pod-motion.ts';

export interface GridHit {
  /** '' is the cell of pods that are bound to no node. */
  readonly node: string;
  readonly pod?: string;
}

/** Draws the cluster on a canvas, by its own loop: only what changed, and nothing while nothing moves. */
export interface GridPainter {
  resize(width: number, height: number): void;
  /** Reads colours again and draws all of it. */
  repaint(): void;
  hit(x: number, y: number): GridHit | undefined;
  focus(cell: string | undefined): void;
  cells(): readonly string[];
  layout(): GridLayout;
  corner(cell: string): { readonly x: number; readonly y: number };
  end(): void;
}

export function createGridPainter(canvas: HTMLCanvasElement): GridPainter {
  const context = canvas.getContext('2d')!;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const motion = createPodMotion(() => still.matches);
  let palette: Palette = readPalette(canvas);
  let room = { width: 0, height: 0 };
  let cells: Cells = createCells();
  let layout = gridLayout({ widthPx: 300, heightPx: 200, cells: 0, pods: 0, lines: 0 });
  let focused: string | undefined;
  let dirty = new Set<string>();
  let all = true;
  let frame = 0;
  let lastFrame = 0;
  let blocks: ReturnType<typeof blockPainter> | undefined;

  const podsOn = (node: string) => {
    const filter = useGridFilter.getState();
    const pods = clusterStore.podsOn(node);
    return filter.namespace === '' && filter.controller === '' ? pods : pods.filter((pod) => shows(filter, pod));
  };

  function arrange(): void {
    cells = createCells();
    const few = cells.names.length <= 60;
    const labels = chosenLabels(useGridFilter.getState().labels);
    const nodes = clusterStore.nodes();
    const next = gridLayout({
      widthPx: room.width,
      heightPx: room.height,
      cells: cells.names.length,
      pods: few ? Math.max(0, ...cells.names.map((name) => podsOn(name).length)) : 0,
      lines: few ? Math.max(0, ...nodes.map((node) => chipLines(node, labels))) : 0,
    });
    layout = next;
    const ratio = next.mode === 'block' ? 1 : Math.min(2, devicePixelRatio || 1);
    canvas.width = Math.max(1, Math.round(room.width * ratio));
    canvas.height = Math.max(1, Math.round(next.contentHeight * ratio));
    canvas.style.height = `${next.contentHeight}px`;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    blocks = next.mode === 'block' ? blockPainter(context, next, canvas.width, canvas.height, palette) : undefined;
    all = true;
  }

  function paint(at: number): void {
    frame = 0;
    if (room.width === 0) return;
    const elapsed = Math.min(50, at - lastFrame || 16);
    lastFrame = at;
    const names = all ? cells.names : [...dirty].filter((name) => cells.indexOf(name) !== undefined);
    dirty = new Set();
    if (layout.mode === 'card') {
      if (drawCardsAndPods({ context, cells, layout, motion, palette, focused, podsOn, elapsed })) request();
    } else {
      if (all && layout.mode === 'cell') context.clearRect(0, 0, room.width, layout.contentHeight);
      for (const name of names) {
        const node = clusterStore.node(name);
        const index = cells.indexOf(name)!;
        if (node === undefined) continue;
        if (blocks !== undefined) blocks.draw(index, node, podsOn(name));
        else
          drawCell(
            context,
            node,
            podsOn(name),
            { ...cellAt(layout, index), ...layout, focused: name === focused },
            palette,
          );
      }
      blocks?.flush(focused === undefined ? undefined : cells.indexOf(focused));
    }
    all = false;
  }

  function request(): void {
    if (frame === 0) frame = requestAnimationFrame(paint);
  }

  function changed(change: ClusterChange): void {
    for (const name of change.nodes) dirty.add(name);
    if (change.layout || layout.mode === 'card' || createCells.changes(cells)) arrange();
    request();
  }

  const leaveStore = clusterStore.subscribe(changed);
  const leaveFilter = useGridFilter.subscribe(() => {
    arrange();
    request();
  });

  return {
    resize(width, height) {
      if (room.width === width && room.height === height) return;
      room = { width, height };
      motion.clear();
      arrange();
      request();
    },
    repaint() {
      palette = readPalette(canvas);
      arrange();
      request();
    },
    hit(x, y) {
      const index = cellUnder(layout, cells.names.length, x, y);
      if (index === undefined) return undefined;
      const pod = layout.mode === 'card' ? motion.at(x, y, CARD_TILE) : undefined;
      return { node: cells.names[index]!, pod };
    },
    focus(cell) {
      if (cell === focused) return;
      for (const name of [focused, cell]) if (name !== undefined) dirty.add(name);
      focused = cell;
      request();
    },
    cells: () => cells.names,
    layout: () => layout,
    corner: (cell) => cellAt(layout, cells.indexOf(cell) ?? 0),
    end() {
      leaveStore();
      leaveFilter();
      cancelAnimationFrame(frame);
    },
  };
}

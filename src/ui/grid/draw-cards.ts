import type { PodView } from '../../api/view.ts';
import type { Cells } from './cells.ts';
import { clusterStore } from './cluster-store.ts';
import { drawCard, drawFrame } from './draw-card.ts';
import { drawPod } from './draw-pod.ts';
import { chosenLabels, useGridFilter } from './grid-filter.ts';
import { CARD_HEAD, CARD_PADDING, CARD_TILE, CARD_TILE_STEP, cellAt, type GridLayout } from './grid-layout.ts';
import type { Palette } from './palette.ts';
import type { PodMotion } from './pod-motion.ts';

export interface CardsDrawing {
  readonly context: CanvasRenderingContext2D;
  readonly cells: Cells;
  readonly layout: GridLayout;
  readonly motion: PodMotion;
  readonly palette: Palette;
  readonly focused: string | undefined;
  podsOn(node: string): readonly PodView[];
  readonly elapsed: number;
}

/** Draws every card and moves the pods on. Returns whether some are still on their way. */
export function drawCardsAndPods(drawing: CardsDrawing): boolean {
  const { context, cells, layout, motion, palette } = drawing;
  const labels = chosenLabels(useGridFilter.getState().labels);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  for (const [index, name] of cells.names.entries()) {
    const at = { ...cellAt(layout, index), ...layout, focused: name === drawing.focused };
    const node = clusterStore.node(name);
    if (node === undefined) drawUnbound(context, at, palette);
    else drawCard(context, node, labels, at, palette);
    placePods(drawing, name, at);
  }
  motion.endPlacing();
  const moving = motion.step(drawing.elapsed);
  for (const { pod, x, y, alpha } of motion.tiles()) {
    context.globalAlpha = alpha;
    drawPod(context, pod.state, palette.pods[pod.state], x, y, CARD_TILE);
  }
  context.globalAlpha = 1;
  return moving;
}

/** Tiles stand at the card's foot, so that all cards of a row line up whatever chips they carry. */
function placePods({ layout, motion, podsOn }: CardsDrawing, name: string, at: { x: number; y: number }): void {
  const perRow = Math.max(1, Math.floor((layout.width - 2 * CARD_PADDING + 5) / CARD_TILE_STEP));
  const pods = podsOn(name);
  const rows = Math.max(1, Math.ceil(pods.length / perRow));
  const top = at.y + layout.height - CARD_PADDING - rows * CARD_TILE_STEP + 5;
  for (const [index, pod] of pods.entries()) {
    motion.place(
      pod,
      at.x + CARD_PADDING + (index % perRow) * CARD_TILE_STEP,
      Math.max(at.y + CARD_HEAD - 16, top) + Math.floor(index / perRow) * CARD_TILE_STEP,
    );
  }
}

function drawUnbound(
  context: CanvasRenderingContext2D,
  at: { x: number; y: number; width: number; height: number; focused: boolean },
  palette: Palette,
): void {
  context.setLineDash([5, 4]);
  drawFrame(context, at, palette.surface, palette);
  context.setLineDash([]);
  context.font = `600 13px ${palette.font}`;
  context.fillStyle = palette.text;
  context.fillText('Not scheduled', at.x + CARD_PADDING, at.y + 22.5);
  context.font = `11px ${palette.font}`;
  context.fillStyle = palette.muted;
  context.fillText('pods that are bound to no node', at.x + CARD_PADDING, at.y + 42);
}

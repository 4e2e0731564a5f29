import type { NodeView, PodView } from '../../api/view.ts';
import { createBlockImage } from './block-image.ts';
import { cellAt, type GridLayout } from './grid-layout.ts';
import type { Palette } from './palette.ts';

/** Puts the image of a large cluster on the canvas, and a frame around the block that has the focus. */
export function blockPainter(
  context: CanvasRenderingContext2D,
  layout: GridLayout,
  width: number,
  height: number,
  palette: Palette,
) {
  const blocks = createBlockImage(layout, width, height, palette);
  return {
    draw: (index: number, node: NodeView, pods: readonly PodView[]) => blocks.draw(index, node, pods),
    flush(focused: number | undefined): void {
      context.putImageData(blocks.image, 0, 0);
      if (focused === undefined) return;
      const { x, y } = cellAt(layout, focused);
      context.strokeStyle = palette.focus;
      context.lineWidth = 2;
      context.strokeRect(x, y, layout.width - 1, layout.height - 1);
    },
  };
}

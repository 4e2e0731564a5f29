import type { NodeView, PodView } from '../../api/view.ts';
import { fitText } from './draw-card.ts';
import { drawPod } from './draw-pod.ts';
import type { Palette } from './palette.ts';

const TILE = 8;

/** Draws a small cell, for some hundred nodes: name, readiness and a tile a pod. */
export function drawCell(
  context: CanvasRenderingContext2D,
  node: NodeView,
  pods: readonly PodView[],
  at: { x: number; y: number; width: number; height: number; focused: boolean },
  palette: Palette,
): void {
  context.fillStyle = palette.surface;
  context.fillRect(at.x - 1, at.y - 1, at.width + 2, at.height + 2);
  context.fillStyle = node.ready === 'True' ? palette.card : palette.cardDown;
  context.strokeStyle = at.focused ? palette.focus : node.cordoned ? palette.warn : palette.border;
  context.lineWidth = at.focused ? 2 : 1;
  context.setLineDash(node.cordoned ? [4, 3] : []);
  context.beginPath();
  context.roundRect(at.x + 1, at.y + 1, at.width - 2, at.height - 2, 5);
  context.fill();
  context.stroke();
  context.setLineDash([]);
  context.font = `500 10.5px ${palette.font}`;
  context.fillStyle = node.ready === 'True' ? palette.text : palette.bad;
  context.fillText(fitText(context, node.name, at.width - 12), at.x + 6, at.y + 14);
  const room = Math.floor((at.width - 10) / (TILE + 2));
  for (const [index, pod] of pods.slice(0, room * 2).entries()) {
    const x = at.x + 6 + (index % room) * (TILE + 2);
    const y = at.y + 19 + Math.floor(index / room) * (TILE + 2);
    drawPod(context, pod.state, palette.pods[pod.state], x, y, TILE);
  }
}

import type { PodState } from '../../api/view.ts';

type Context = CanvasRenderingContext2D;

/** Draws one pod: each state has its colour and also its shape, so that colour alone never tells. */
export function drawPod(context: Context, state: PodState, colour: string, x: number, y: number, size: number): void {
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = Math.max(1.5, size / 9);
  shapes[state](context, x, y, size);
}

const shapes: Readonly<Record<PodState, (context: Context, x: number, y: number, size: number) => void>> = {
  ready(context, x, y, size) {
    box(context, x, y, size);
    context.fill();
  },
  running(context, x, y, size) {
    outline(context, x, y, size);
    context.fillRect(x + 1, y + size / 2, size - 2, size / 2 - 1.5);
  },
  starting(context, x, y, size) {
    context.beginPath();
    context.arc(x + size / 2, y + size / 2, size / 2 - 1.5, -Math.PI / 2, Math.PI);
    context.stroke();
    context.beginPath();
    context.arc(x + size / 2, y + size / 2, size / 7, 0, Math.PI * 2);
    context.fill();
  },
  pending(context, x, y, size) {
    context.beginPath();
    context.moveTo(x + size / 2, y + 1);
    context.lineTo(x + size - 1, y + size / 2);
    context.lineTo(x + size / 2, y + size - 1);
    context.lineTo(x + 1, y + size / 2);
    context.closePath();
    context.stroke();
  },
  failing(context, x, y, size) {
    context.beginPath();
    context.moveTo(x + size / 2, y + 0.5);
    context.lineTo(x + size, y + size - 0.5);
    context.lineTo(x, y + size - 0.5);
    context.closePath();
    context.fill();
  },
  terminating(context, x, y, size) {
    context.save();
    context.setLineDash([size / 5, size / 6]);
    outline(context, x, y, size);
    context.restore();
  },
  succeeded(context, x, y, size) {
    context.beginPath();
    context.arc(x + size / 2, y + size / 2, size / 2 - 0.5, 0, Math.PI * 2);
    context.fill();
  },
  failed(context, x, y, size) {
    context.beginPath();
    context.moveTo(x + 2, y + 2);
    context.lineTo(x + size - 2, y + size - 2);
    context.moveTo(x + size - 2, y + 2);
    context.lineTo(x + 2, y + size - 2);
    context.stroke();
  },
};

function box(context: Context, x: number, y: number, size: number): void {
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, size - 1, size - 1, size / 4.5);
}

function outline(context: Context, x: number, y: number, size: number): void {
  context.beginPath();
  context.roundRect(x + 1.2, y + 1.2, size - 2.4, size - 2.4, size / 4.5);
  context.stroke();
}

import type { NodeView } from '../../api/view.ts';
import { formatCpu, formatMemory } from './amounts.ts';
import { CARD_LINE, CARD_PADDING } from './grid-layout.ts';
import type { Palette } from './palette.ts';

type Context = CanvasRenderingContext2D;

/** Draws all of a node's card but its pods, which move on their own. */
export function drawCard(
  context: Context,
  node: NodeView,
  labels: readonly string[],
  at: { x: number; y: number; width: number; height: number; focused: boolean },
  palette: Palette,
): void {
  const { x, y, width } = at;
  const down = node.ready !== 'True';
  drawFrame(context, at, down ? palette.cardDown : palette.card, palette);
  const left = x + CARD_PADDING;
  const right = x + width - CARD_PADDING;
  drawReadiness(context, node, left + 5, y + 18, palette);
  let end = right;
  if (node.cordoned) end = chip(context, 'cordoned', end, y + 9, palette.warn, palette, 'right') - 6;
  if (down)
    end = chip(context, node.ready === 'False' ? 'NotReady' : 'Unknown', end, y + 9, palette.bad, palette, 'right') - 6;
  context.font = `600 13px ${palette.font}`;
  const nameWidth = context.measureText(node.name).width;
  for (const role of node.roles.slice(0, 2)) {
    const room = end - left - 24 - nameWidth;
    if (room < 46) break;
    end = chip(context, role, end, y + 9, palette.muted, palette, 'right', room) - 6;
  }
  context.fillStyle = palette.text;
  context.font = `600 13px ${palette.font}`;
  context.fillText(fitText(context, node.name, end - left - 18), left + 17, y + 22.5);

  const half = (right - left - 14) / 2;
  const { requested, allocatable } = node;
  drawBar(
    context,
    'cpu',
    requested.cpuMilli / allocatable.cpuMilli,
    `${formatCpu(requested.cpuMilli)} / ${formatCpu(allocatable.cpuMilli)}`,
    left,
    y + 36,
    half,
    palette.cpu,
    palette,
  );
  drawBar(
    context,
    'mem',
    requested.memoryBytes / allocatable.memoryBytes,
    `${formatMemory(requested.memoryBytes)} / ${formatMemory(allocatable.memoryBytes)}`,
    left + half + 14,
    y + 36,
    half,
    palette.memory,
    palette,
  );

  let line = y + 60;
  if (node.taints.length > 0) {
    drawChips(context, node.taints, left, right, line, palette.warn, palette);
    line += CARD_LINE;
  }
  const chosen = labels.flatMap((key) => (Object.hasOwn(node.labels, key) ? [labelText(key, node.labels[key]!)] : []));
  if (chosen.length > 0) drawChips(context, chosen, left, right, line, palette.focus, palette);
}

/** The card's lines of chips: one for taints, one for chosen labels. */
export function chipLines(node: NodeView, labels: readonly string[]): number {
  return (node.taints.length > 0 ? 1 : 0) + (labels.some((key) => Object.hasOwn(node.labels, key)) ? 1 : 0);
}

const labelText = (key: string, value: string) => (value === '' ? key : `${key}=${value}`);

export function drawFrame(
  context: Context,
  at: { x: number; y: number; width: number; height: number; focused: boolean },
  fill: string,
  palette: Palette,
): void {
  context.fillStyle = fill;
  context.strokeStyle = at.focused ? palette.focus : palette.border;
  context.lineWidth = at.focused ? 2 : 1;
  context.beginPath();
  context.roundRect(at.x + 1, at.y + 1, at.width - 2, at.height - 2, 9);
  context.fill();
  context.stroke();
}

function drawReadiness(context: Context, node: NodeView, x: number, y: number, palette: Palette): void {
  context.lineWidth = 2;
  context.fillStyle = palette.good;
  context.strokeStyle = palette.bad;
  context.beginPath();
  if (node.ready === 'True') {
    context.arc(x, y, 4.5, 0, Math.PI * 2);
    context.fill();
    return;
  }
  context.moveTo(x - 4, y - 4);
  context.lineTo(x + 4, y + 4);
  context.moveTo(x + 4, y - 4);
  context.lineTo(x - 4, y + 4);
  context.stroke();
}

function drawBar(
  context: Context,
  name: string,
  share: number,
  text: string,
  x: number,
  y: number,
  width: number,
  colour: string,
  palette: Palette,
): void {
  context.font = `11px ${palette.font}`;
  context.fillStyle = palette.muted;
  context.fillText(name, x, y + 6);
  const room = width - context.measureText(name).width - 6;
  context.textAlign = 'right';
  context.fillText(context.measureText(text).width > room ? text.split(' / ')[0]! : text, x + width, y + 6);
  context.textAlign = 'left';
  context.fillStyle = palette.track;
  context.beginPath();
  context.roundRect(x, y + 11, width, 4, 2);
  context.fill();
  if (!(share > 0)) return;
  context.fillStyle = share > 0.9 ? palette.warn : colour;
  context.beginPath();
  context.roundRect(x, y + 11, Math.max(3, width * Math.min(1, share)), 4, 2);
  context.fill();
}

function drawChips(
  context: Context,
  texts: readonly string[],
  left: number,
  right: number,
  y: number,
  colour: string,
  palette: Palette,
): void {
  let x = left;
  for (const [index, text] of texts.entries()) {
    const rest = texts.length - index - 1;
    const room = right - x - (rest > 0 ? 26 : 0);
    if (room < 46) {
      context.font = `11px ${palette.font}`;
      context.fillStyle = palette.muted;
      context.fillText(`+${rest + 1}`, x + 2, y + 12.5);
      return;
    }
    x = chip(context, text, x, y, colour, palette, 'left', room) + 5;
  }
}

/** Draws a chip from its left or right edge and returns where its other edge is. */
function chip(
  context: Context,
  text: string,
  edge: number,
  y: number,
  colour: string,
  palette: Palette,
  from: 'left' | 'right',
  room = 150,
): number {
  context.font = `500 11px ${palette.font}`;
  const shown = fitText(context, text, room - 12);
  const width = context.measureText(shown).width + 12;
  const x = from === 'left' ? edge : edge - width;
  context.fillStyle = palette.chip;
  context.beginPath();
  context.roundRect(x, y, width, 17, 5);
  context.fill();
  context.fillStyle = colour;
  context.fillText(shown, x + 6, y + 12.5);
  return from === 'left' ? x + width : x;
}

export function fitText(context: Context, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low)}…`;
}

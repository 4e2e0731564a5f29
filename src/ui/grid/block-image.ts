import type { NodeView, PodState, PodView } from '../../api/view.ts';
import type { GridLayout } from './grid-layout.ts';
import { cellAt } from './grid-layout.ts';
import { type Palette, podStates } from './palette.ts';

/** Thousands of nodes as pixels: one image in memory of which only changed blocks are written again. */
export interface BlockImage {
  draw(index: number, node: NodeView, pods: readonly PodView[]): void;
  readonly image: ImageData;
}

type Colours = Readonly<Record<PodState | 'ready-node' | 'bad-node' | 'cordoned', number>>;

export function createBlockImage(layout: GridLayout, width: number, height: number, palette: Palette): BlockImage {
  const image = new ImageData(Math.max(1, width), Math.max(1, height));
  const pixels = new Uint32Array(image.data.buffer);
  const colours = readColours(palette);
  const { width: size } = layout;
  const dot = size >= 14 ? 3 : 2;
  const perRow = Math.floor((size - 2) / dot);

  function fill(x: number, y: number, across: number, down: number, colour: number): void {
    for (let row = y; row < y + down; row++) pixels.fill(colour, row * image.width + x, row * image.width + x + across);
  }

  return {
    image,
    draw(index, node, pods) {
      const { x, y } = cellAt(layout, index);
      const ground = node.ready !== 'True' ? 'bad-node' : node.cordoned ? 'cordoned' : 'ready-node';
      fill(x, y, size - 1, size - 1, colours[ground]);
      for (const [place, pod] of pods.slice(0, perRow * perRow).entries()) {
        const left = x + 1 + (place % perRow) * dot;
        const top = y + 1 + Math.floor(place / perRow) * dot;
        fill(left, top, dot - (dot > 2 ? 1 : 0), dot - (dot > 2 ? 1 : 0), colours[pod.state]);
      }
    },
  };
}

function readColours(palette: Palette): Colours {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const pixel = (colour: string) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0]!;
  };
  const states = Object.fromEntries(podStates.map((state) => [state, pixel(palette.pods[state])]));
  return {
    ...(states as Record<PodState, number>),
    'ready-node': pixel(palette.track),
    'bad-node': pixel(palette.bad),
    cordoned: pixel(palette.warn),
  };
}

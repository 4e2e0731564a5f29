import { describe, expect, it } from 'vitest';
import { cellAt, cellUnder, type GridRoom, gridLayout } from './grid-layout.ts';

const room = (cells: number, widthPx = 1000, heightPx = 300): GridRoom => ({
  widthPx,
  heightPx,
  cells,
  pods: 4,
  lines: 1,
});

describe('gridLayout', () => {
  it.each([
    [0, 'card'],
    [1, 'card'],
    [60, 'card'],
    [61, 'cell'],
    [600, 'cell'],
    [601, 'block'],
    [5000, 'block'],
  ] as const)('draws %i nodes in the mode %s', (cells, mode) => {
    expect(gridLayout(room(cells)).mode).toBe(mode);
  });

  it('gives cards room for the node with the most pods', () => {
    const few = gridLayout({ ...room(4), pods: 2 });
    const many = gridLayout({ ...room(4), pods: 60 });
    expect(many.height).toBeGreaterThan(few.height);
    expect(many.width).toBe(few.width);
  });

  it('stacks cards where only one fits', () => {
    expect(gridLayout(room(4, 300))).toMatchObject({ columns: 1, width: 300 });
  });

  it('never makes blocks too small to hit', () => {
    expect(gridLayout(room(10_000, 390, 200)).width).toBe(9);
  });

  it.each([1, 2, 7, 60, 61, 333, 600, 601, 5000])(
    'keeps %i cells inside, apart, and under their own points',
    (cells) => {
      for (const widthPx of [120, 390, 777, 1440]) {
        const layout = gridLayout(room(cells, widthPx));
        expect(layout.columns).toBeGreaterThan(0);
        for (const index of [0, 1, layout.columns - 1, layout.columns, cells - 1].filter((one) => one < cells)) {
          const { x, y } = cellAt(layout, index);
          expect(x + layout.width).toBeLessThanOrEqual(widthPx);
          expect(y + layout.height).toBeLessThanOrEqual(layout.contentHeight);
          expect(cellUnder(layout, cells, x + layout.width / 2, y + layout.height / 2)).toBe(index);
        }
      }
    },
  );
});

it('finds no cell between, beside or after the cells', () => {
  const layout = gridLayout(room(4, 500));
  expect(cellUnder(layout, 4, layout.width + layout.gap / 2, 5)).toBeUndefined();
  expect(cellUnder(layout, 4, -1, 5)).toBeUndefined();
  expect(cellUnder(layout, 4, 5, -1)).toBeUndefined();
  expect(cellUnder(layout, 4, 5, layout.contentHeight + 50)).toBeUndefined();
});

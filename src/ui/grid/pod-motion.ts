import type { PodView } from '../../api/view.ts';

/** A pod's tile on its way: it moves and fades to where it belongs. */
interface Tile {
  x: number;
  y: number;
  alpha: number;
  toX: number;
  toY: number;
  gone: boolean;
  pod: PodView;
}

/** Keeps where every tile is. `step` moves them on and says whether any is still moving. */
export interface PodMotion {
  place(pod: PodView, x: number, y: number): void;
  /** Pods that were not placed since the last call begin to fade. */
  endPlacing(): void;
  step(elapsedMs: number): boolean;
  tiles(): Iterable<Readonly<Tile>>;
  at(x: number, y: number, size: number): string | undefined;
  clear(): void;
}

const FADE_MS = 260;
const MOVE_MS = 180;

export function createPodMotion(instant: () => boolean): PodMotion {
  const tiles = new Map<string, Tile>();
  let placed = new Set<string>();
  return {
    place(pod, x, y) {
      placed.add(pod.uid);
      const tile = tiles.get(pod.uid);
      if (tile === undefined) tiles.set(pod.uid, { x, y, alpha: 0, toX: x, toY: y, gone: false, pod });
      else Object.assign(tile, { toX: x, toY: y, gone: false, pod });
    },
    endPlacing() {
      for (const [uid, tile] of tiles) if (!placed.has(uid)) tile.gone = true;
      placed = new Set();
    },
    step(elapsedMs) {
      let moving = false;
      const share = instant() ? 1 : 1 - Math.exp(-elapsedMs / (MOVE_MS / 2.5));
      const fade = instant() ? 1 : elapsedMs / FADE_MS;
      for (const [uid, tile] of tiles) {
        tile.alpha = Math.max(0, Math.min(1, tile.alpha + (tile.gone ? -fade : fade)));
        tile.x += (tile.toX - tile.x) * share;
        tile.y += (tile.toY - tile.y) * share;
        const near = Math.abs(tile.toX - tile.x) + Math.abs(tile.toY - tile.y) < 0.5;
        if (near) Object.assign(tile, { x: tile.toX, y: tile.toY });
        if (tile.gone && tile.alpha === 0) tiles.delete(uid);
        if (!near || tile.gone || tile.alpha < 1) moving = true;
      }
      return moving;
    },
    tiles: () => tiles.values(),
    at(x, y, size) {
      for (const [uid, tile] of tiles) {
        if (!tile.gone && x >= tile.toX - 2 && x < tile.toX + size + 2 && y >= tile.toY - 2 && y < tile.toY + size + 2)
          return uid;
      }
      return undefined;
    },
    clear: () => tiles.clear(),
  };
}

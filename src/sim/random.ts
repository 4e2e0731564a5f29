/** A stream of pseudo-random numbers, fully determined by the seed and label it was made from. */
export interface Random {
  /** A whole number from 0 up to, not including, `below`. */
  int(below: number): number;
}

/** The state of one stream; part of a snapshot. */
export interface RandomState {
  a: number;
}

/** Hashes a seed and a label into the start of a stream of its own (32-bit FNV-1a). */
export function seedOf(seed: number, label: string): number {
  let hash = 0x811c9dc5 ^ (seed >>> 0);
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Draws from `state`, which moves on with every draw (the mulberry32 generator). */
export function createRandom(state: RandomState): Random {
  return {
    int(below) {
      state.a = (state.a + 0x6d2b79f5) | 0;
      let t = Math.imul(state.a ^ (state.a >>> 15), 1 | state.a);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
    },
  };
}

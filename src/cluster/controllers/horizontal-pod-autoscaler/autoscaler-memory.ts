import type { Millis } from '../../../sim/clock.ts';

export interface Recommendation {
  readonly replicas: number;
  readonly atMs: Millis;
}

export interface ScaleChange {
  readonly change: number;
  readonly atMs: Millis;
}

/** What the controller knows of one autoscaler besides its object. A new controller manager knows nothing. */
export interface AutoscalerMemory {
  recommendations: readonly Recommendation[];
  ups: readonly ScaleChange[];
  downs: readonly ScaleChange[];
  /** The pods it scales; absent until its first turn. */
  selector?: string;
}

export const newMemory = (): AutoscalerMemory => ({ recommendations: [], ups: [], downs: [] });

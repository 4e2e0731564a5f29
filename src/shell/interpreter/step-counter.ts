/** Counts what all programs of a host do, and lets the host run now and then. */
export interface StepCounter {
  readonly steps: number;
  /** Counts one step. A promise means that the caller must wait for it before it goes on. */
  tick(): Promise<void> | undefined;
}

/** So many steps take a few milliseconds. */
const STEPS_PER_TURN = 512;

/**
 * While the host has its turn every program waits, so that the number of steps at which an interrupt arrives is
 * the same for all, and a replay can let it arrive at the same one.
 */
export function createStepCounter(
  hostTurn: () => Promise<void>,
  busy: <T>(work: Promise<T>) => Promise<T>,
): StepCounter {
  let steps = 0;
  let turn: Promise<void> | undefined;
  return {
    get steps() {
      return steps;
    },
    tick() {
      if (turn !== undefined) return turn;
      steps++;
      if (steps % STEPS_PER_TURN !== 0) return undefined;
      turn = busy(hostTurn()).finally(() => {
        turn = undefined;
      });
      return turn;
    },
  };
}

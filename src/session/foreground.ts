/** What the embedder lends to programs: a turn of the host's event loop, after which every settled promise was seen. */
export type HostTurn = () => Promise<void>;

/**
 * Knows when every program has come to rest: each waits for the virtual clock, for a watch or for input. Programs go
 * on by promises alone, so one turn of the host's event loop brings them there, unless real work is under way.
 */
export interface Foreground {
  /** Wraps work of the host (a lazily loaded chunk, a text tool), during which virtual time must not move. */
  busy<T>(work: Promise<T>): Promise<T>;
  /** Resolves once every program rests. */
  parked(): Promise<void>;
  readonly hostTurn: HostTurn;
}

export function createForeground(hostTurn: HostTurn): Foreground {
  let working = 0;
  return {
    hostTurn,
    async busy(work) {
      working++;
      try {
        return await work;
      } finally {
        working--;
      }
    },
    async parked() {
      do await hostTurn();
      while (working > 0);
    },
  };
}

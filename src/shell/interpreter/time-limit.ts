import type { Millis } from '../../sim/clock.ts';
import type { ShellState } from './shell-state.ts';

/** Ends some waiting of a shell after a time, or when its process is ended. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  readonly passed: boolean;
  end(): void;
}

export function createTimeLimit(state: ShellState, ms: Millis): TimeLimit {
  const controller = new AbortController();
  const { signal } = state.process;
  let passed = false;
  const follow = () => controller.abort(signal.reason);
  signal.addEventListener('abort', follow);
  if (signal.aborted) follow();
  state.host.clock.sleep(ms, controller.signal).then(
    () => {
      passed = true;
      controller.abort(new Error('timed out'));
    },
    () => undefined,
  );
  return {
    signal: controller.signal,
    get passed() {
      return passed;
    },
    end() {
      signal.removeEventListener('abort', follow);
      if (!passed) controller.abort(new Error('no longer needed'));
    },
  };
}

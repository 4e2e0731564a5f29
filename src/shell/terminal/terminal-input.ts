import type { Source } from '../streams/input.ts';

/** The terminal's line discipline for programs: echo, erase, whole lines, Ctrl-D. */
export interface TerminalInput extends Source {
  /** Whether a program waits for a line. */
  readonly wanted: boolean;
  /** One key typed while a program reads. */
  key(key: string): void;
  /** Forgets what was typed so far. */
  reset(): void;
}

export function createTerminalInput(echo: (text: string) => void, onWanted: () => void): TerminalInput {
  let waiting: ((line: string | undefined) => void) | undefined;
  let typed = '';
  const deliver = (line: string | undefined) => {
    const resolve = waiting;
    waiting = undefined;
    typed = '';
    resolve?.(line);
  };
  return {
    get wanted() {
      return waiting !== undefined;
    },
    key(key) {
      if (key === '\r' || key === '\n') {
        echo('\n');
        deliver(`${typed}\n`);
      } else if (key === '\x04') deliver(typed === '' ? undefined : typed);
      else if (key === '\x7f' || key === '\b') {
        if (typed !== '') echo('\b \b');
        typed = [...typed].slice(0, -1).join('');
      } else if (key === '\x15') {
        echo('\b \b'.repeat(typed.length));
        typed = '';
      } else if (key === '\t' || (key >= ' ' && key[0] !== '\x1b')) {
        typed += key;
        echo(key);
      }
    },
    reset() {
      typed = '';
    },
    read(signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      return new Promise((resolve, reject) => {
        const abort = () => {
          waiting = undefined;
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', abort, { once: true });
        waiting = (line) => {
          signal?.removeEventListener('abort', abort);
          resolve(line);
        };
        onWanted();
      });
    },
  };
}

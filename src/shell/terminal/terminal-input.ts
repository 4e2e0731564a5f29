import type { Keyboard } from '../program.ts';
import type { Source } from '../streams/input.ts';

/** The terminal's line discipline for programs: echo, erase, whole lines, Ctrl-D; or single keys. */
export interface TerminalInput extends Source {
  /** Whether a program waits for a line or a key. */
  readonly wanted: boolean;
  /** Whether it is a single key that the program waits for. */
  readonly wantsKey: boolean;
  /** Whether what is typed appears on the screen at once. */
  readonly echoes: boolean;
  readonly keyboard: Keyboard;
  /** Shows a key that nobody waits for yet. */
  echo(key: string): void;
  /** One key for the program that waits; `echoed` when it stands on the screen already. */
  key(key: string, echoed: boolean): void;
  /** Whole lines and echo again, as the shell sets the terminal before each command. */
  reset(): void;
  /** `read -s` and its like. */
  hide(hidden: boolean): void;
}

/** A longer line is not taken; Linux stops at 4096. */
const LINE_LIMIT = 1_100_000;

export function createTerminalInput(print: (text: string) => void, onWanted: () => void): TerminalInput {
  let waiting: ((line: string | undefined) => void) | undefined;
  let keyWaiting: ((key: string) => void) | undefined;
  let typed = '';
  let raw = false;
  let hidden = false;
  const deliver = (line: string | undefined) => {
    const resolve = waiting;
    waiting = undefined;
    typed = '';
    resolve?.(line);
  };
  const plain = (key: string) => key === '\t' || /^[^\x00-\x1f\x7f-\x9f]/.test(key);

  /** Waits until `settle` is called, or the signal is aborted. */
  function waitFor<T>(signal: AbortSignal | undefined, start: (settle: (value: T) => void) => () => void): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const abort = () => {
        forget();
        reject(signal?.reason);
      };
      const forget = start((value) => {
        signal?.removeEventListener('abort', abort);
        resolve(value);
      });
      signal?.addEventListener('abort', abort, { once: true });
      onWanted();
    });
  }

  return {
    get wanted() {
      return waiting !== undefined || keyWaiting !== undefined;
    },
    get wantsKey() {
      return keyWaiting !== undefined;
    },
    get echoes() {
      return !raw && !hidden;
    },
    keyboard: {
      nextKey(signal) {
        raw = true;
        return waitFor<string>(signal, (settle) => {
          keyWaiting = settle;
          return () => {
            keyWaiting = undefined;
          };
        });
      },
    },
    echo(key) {
      if (raw || hidden) return;
      if (key === '\r' || key === '\n') print('\n');
      else if (plain(key)) print(key);
    },
    key(key, echoed) {
      if (keyWaiting !== undefined) {
        const resolve = keyWaiting;
        keyWaiting = undefined;
        resolve(key);
        return;
      }
      const show = (text: string) => {
        if (!echoed && !hidden) print(text);
      };
      if (key === '\r' || key === '\n') {
        show('\n');
        deliver(`${typed}\n`);
      } else if (key === '\x04') deliver(typed === '' ? undefined : typed);
      else if (key === '\x7f' || key === '\b') {
        if (typed !== '') show('\b \b');
        typed = [...typed].slice(0, -1).join('');
      } else if (key === '\x15') {
        show('\b \b'.repeat(typed.length));
        typed = '';
      } else if (plain(key) && typed.length + key.length <= LINE_LIMIT) {
        typed += key;
        show(key);
      }
    },
    reset() {
      typed = '';
      raw = false;
      hidden = false;
    },
    hide(now) {
      hidden = now;
    },
    read(signal) {
      return waitFor<string | undefined>(signal, (settle) => {
        waiting = settle;
        return () => {
          waiting = undefined;
        };
      });
    },
  };
}

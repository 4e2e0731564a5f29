import type { Source } from './input.ts';

/** Thrown by a write when nobody reads any longer. */
export class BrokenPipe extends Error {
  constructor() {
    super('Broken pipe');
    this.name = 'BrokenPipe';
  }
}

export interface Pipe {
  readonly source: Source;
  /** Waits while the pipe is full. */
  write(text: string, signal?: AbortSignal): Promise<void>;
  closeWriter(): void;
  closeReader(): void;
}

/** As many characters as Linux keeps bytes in a pipe. */
const CAPACITY = 65_536;

/** An asynchronous queue of text with back-pressure. */
export function createPipe(): Pipe {
  let chunks: string[] = [];
  let size = 0;
  let ended = false;
  let broken = false;
  const readers = new Set<() => void>();
  const writers = new Set<() => void>();

  function wake(waiting: Set<() => void>): void {
    for (const resume of [...waiting]) resume();
  }

  function wait(waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const resume = () => {
        waiting.delete(resume);
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const abort = () => {
        waiting.delete(resume);
        reject(signal?.reason);
      };
      waiting.add(resume);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  return {
    source: {
      async read(signal) {
        while (size === 0) {
          if (ended) return undefined;
          await wait(readers, signal);
        }
        const text = chunks.join('');
        chunks = [];
        size = 0;
        wake(writers);
        return text;
      },
    },
    async write(text, signal) {
      if (text === '') return;
      while (size >= CAPACITY && !broken) await wait(writers, signal);
      if (broken) throw new BrokenPipe();
      chunks.push(text);
      size += text.length;
      wake(readers);
    },
    closeWriter() {
      ended = true;
      wake(readers);
    },
    closeReader() {
      broken = true;
      chunks = [];
      size = 0;
      wake(writers);
    },
  };
}

import type { Reader } from '../program.ts';

/** Where input comes from. `read` rejects with the signal's reason when aborted, and then has taken nothing. */
export interface Source {
  read(signal?: AbortSignal): Promise<string | undefined>;
}

/** An open input: a source and what was read too much and given back. Shared by all who inherit it. */
export class Input implements Reader {
  readonly isTerminal: boolean;
  readonly #source: Source;
  #given = '';

  constructor(source: Source, isTerminal = false) {
    this.#source = source;
    this.isTerminal = isTerminal;
  }

  async read(signal?: AbortSignal): Promise<string | undefined> {
    if (this.#given !== '') {
      const text = this.#given;
      this.#given = '';
      return text;
    }
    return this.#source.read(signal);
  }

  /** Puts text back in front, for those who read by lines. */
  unread(text: string): void {
    this.#given = text + this.#given;
  }
}

/** Input whose whole text is made when it is first read. */
export function textSource(text: () => string): Source {
  let done = false;
  return {
    async read() {
      if (done) return undefined;
      done = true;
      return text() || undefined;
    },
  };
}

/** Makes a reader of the embedder abortable; a read that was given up is taken up by the next one. */
export function readerSource(reader: Reader): Source {
  let pending: Promise<string | undefined> | undefined;
  return {
    async read(signal) {
      pending ??= reader.read();
      const text = await orAbort(pending, signal);
      pending = undefined;
      return text;
    },
  };
}

/** Waits for `work`, or rejects with the signal's reason as soon as it is aborted. */
export function orAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work.then(
      (value) => {
        signal.removeEventListener('abort', abort);
        resolve(value);
      },
      (error) => {
        signal.removeEventListener('abort', abort);
        reject(error);
      },
    );
  });
}

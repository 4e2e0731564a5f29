import type { ResponseStream } from '../api/transport.ts';
import { KubectlError } from './kubectl-error.ts';

/** The frames of a streaming answer as they come, until it ends. Throws when the signal aborts. */
export async function* streamFrames<Frame>(stream: ResponseStream<Frame>, signal: AbortSignal): AsyncGenerator<Frame> {
  const frames: Frame[] = [];
  let ended = false;
  let wake = (): void => undefined;
  const close = stream.open(
    (frame) => {
      frames.push(frame);
      wake();
    },
    () => {
      ended = true;
      wake();
    },
  );
  const aborted = () => wake();
  signal.addEventListener('abort', aborted, { once: true });
  try {
    for (;;) {
      if (signal.aborted) throw new KubectlError('interrupted');
      const frame = frames.shift();
      if (frame !== undefined) yield frame;
      else if (ended) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal.removeEventListener('abort', aborted);
    close();
  }
}

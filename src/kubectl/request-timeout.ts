import { parseDuration } from '../api/duration.ts';
import { ResponseStream } from '../api/transport.ts';
import type { Millis } from '../sim/clock.ts';
import type { KubectlIo } from './io.ts';
import { KubectlError } from './kubectl-error.ts';

/** What `--request-timeout` means; 0 is no limit. Models clientcmd ParseTimeout. */
export function parseRequestTimeout(text: string): Millis {
  if (/^[+-]?\d+$/.test(text)) return Number(text) * 1000;
  const duration = parseDuration(text);
  if (typeof duration === 'number') return duration;
  throw new KubectlError(
    'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
  );
}

/** A stream that ends after so long, as Go's http.Client ends the body of an answer; `late` hears of it. */
export function endingAfter<Frame>(
  stream: ResponseStream<Frame>,
  ms: Millis,
  clock: KubectlIo['clock'],
  late: () => void,
): ResponseStream<Frame> {
  return new ResponseStream((receive, ended) => {
    const closed = new AbortController();
    const close = stream.open(receive, ended);
    clock.sleep(ms, closed.signal).then(
      () => {
        close();
        late();
        ended();
      },
      () => undefined,
    );
    return () => {
      closed.abort();
      close();
    };
  });
}

import type { FromSession, ToSession } from '../session/protocol.ts';
import { createSessionHost } from '../session/session-host.ts';

const FRAME_MS = 16;

/** A message to oneself comes after every settled promise, and unlike a timer it is never held back. */
function createHostTurn(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(0);
    });
}

/** The worker's whole glue: the session lives here, the page sees messages only. */
const host = createSessionHost((message: FromSession) => globalThis.postMessage(message), {
  hostTurn: createHostTurn(),
  realNow: () => performance.now(),
  everyFrame: (run) => {
    setInterval(run, FRAME_MS);
  },
});

globalThis.addEventListener('message', (event: MessageEvent<ToSession>) => host.receive(event.data));

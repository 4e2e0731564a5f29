import type { FromSession, ToSession } from '../../session/protocol.ts';

/** One worker with one session in it. */
export interface SessionLink {
  send(message: ToSession): void;
  end(): void;
}

/** Starts a worker. An error that the session itself did not catch arrives as `crashed`. */
export function startSession(receive: (message: FromSession) => void): SessionLink {
  const worker = new Worker(new URL('../session-worker.ts', import.meta.url), { type: 'module', name: 'session' });
  worker.onmessage = (event: MessageEvent<FromSession>) => receive(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    receive({ kind: 'crashed', message: event.message || 'The session could not be loaded.' });
  };
  worker.onmessageerror = () => receive({ kind: 'crashed', message: 'A message of the session could not be read.' });
  return {
    send: (message) => worker.postMessage(message),
    end: () => worker.terminate(),
  };
}

import type { FromSession, ToSession } from '../session/protocol.ts';
import { createSessionHost } from '../session/session-host.ts';

/** The worker's whole glue: the session lives here, the page sees messages only. */
const host = createSessionHost((message: FromSession) => globalThis.postMessage(message));

globalThis.addEventListener('message', (event: MessageEvent<ToSession>) => host.receive(event.data));

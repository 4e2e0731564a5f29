import type { FromSession } from '../../session/protocol.ts';

/** What the parts of the page hear: the worker's messages, and that another session took the place of the last one. */
export type SessionEvent = FromSession | { readonly kind: 'replaced' };

const listeners = new Set<(event: SessionEvent) => void>();

export function onSession(listener: (event: SessionEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellSession(event: SessionEvent): void {
  for (const listener of listeners) listener(event);
}

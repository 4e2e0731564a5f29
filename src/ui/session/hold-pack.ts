/** Whether this tab is the one that keeps a pack's session. */
export interface PackHold {
  readonly held: Promise<boolean>;
  release(): void;
}

/** A tab that was just left gives its pack back within this time. */
const PATIENCE_MS = 1500;

/** Asks for the pack among this browser's tabs. Where the browser has no locks, every tab holds it. */
export function holdPack(pack: string): PackHold {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { locks } = navigator;
  if (locks === undefined) return { held: Promise.resolve(true), release };
  const held = new Promise<boolean>((resolve) => {
    locks
      .request(`drydock ${pack}`, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
        resolve(true);
        return released;
      })
      .catch((error: unknown) => resolve(!(error instanceof DOMException && error.name === 'TimeoutError')));
  });
  return { held, release };
}

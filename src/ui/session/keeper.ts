import type { LoggedInput, SessionFile } from '../../session/protocol.ts';
import { notify } from '../parts/notices.ts';
import { holdPack } from './hold-pack.ts';
import { openSavedSessions, type SavedSessions, type SessionHeader } from './saved-sessions.ts';

/** Keeps one session as it goes on, in order, a batch at a time. */
export interface Keeper {
  keep(header: SessionHeader, inputs: readonly LoggedInput[]): void;
  /** What was kept of this pack is thrown away. */
  startOver(): void;
  /** From here on, this is what is kept of the pack. */
  startFrom(session: SessionFile): void;
  /** Writes what is left and lets another tab keep the pack. */
  end(): void;
}

const BATCH_MS = 250;
const OTHER_TAB =
  'This pack is open in another tab, which is the one that is saved. What you do in this tab lasts until you leave it, unless you download the session file.';

let opened: Promise<SavedSessions> | undefined;
let queue: Promise<void> = Promise.resolve();

/** The browser's storage; the first failure to open it is shown once, and the session goes on without. */
export function savedSessions(): Promise<SavedSessions | undefined> {
  opened ??= openSavedSessions();
  return opened.catch((error: unknown) => {
    warn(error);
    return undefined;
  });
}

export function createKeeper(pack: string): Keeper {
  const hold = holdPack(pack);
  let waiting: LoggedInput[] = [];
  let header: SessionHeader | undefined;
  let told = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Two tabs that wrote one log would spoil it, so only the tab that holds the pack writes. */
  function work(write: (saved: SavedSessions) => Promise<void>): void {
    enqueue(async (saved) => {
      if (await hold.held) return write(saved);
      if (!told) notify({ id: 'other-tab', tone: 'warning', text: OTHER_TAB });
      told = true;
    });
  }

  function flush(): void {
    timer = undefined;
    const inputs = waiting;
    const last = header;
    waiting = [];
    if (last !== undefined) work((saved) => saved.append(pack, last, inputs));
  }

  function drop(): void {
    clearTimeout(timer);
    timer = undefined;
    waiting = [];
    header = undefined;
  }

  return {
    keep(newHeader, inputs) {
      header = newHeader;
      waiting.push(...inputs);
      timer ??= setTimeout(flush, BATCH_MS);
    },
    startOver() {
      drop();
      work((saved) => saved.remove(pack));
    },
    startFrom(session) {
      drop();
      work((saved) => saved.replace(pack, session));
    },
    end() {
      clearTimeout(timer);
      flush();
      queue = queue.then(hold.release);
    },
  };
}

function enqueue(work: (saved: SavedSessions) => Promise<void>): void {
  queue = queue.then(async () => {
    const saved = await savedSessions();
    if (saved === undefined) return;
    try {
      await work(saved);
    } catch (error) {
      warn(error);
    }
  });
}

let warned: string | undefined;

/** Says once what hinders saving; a person who has dismissed it knows. */
function warn(error: unknown): void {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError';
  const why = full ? 'the browser’s storage is full' : `the browser refused (${textOf(error)})`;
  if (why === warned) return;
  warned = why;
  notify({
    id: 'storage',
    tone: 'warning',
    text: `This session is not being saved: ${why}. You can go on working; download the session file to keep your work.`,
  });
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

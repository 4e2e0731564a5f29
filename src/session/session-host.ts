import { loadPack } from '../lab/load-pack.ts';
import type { FromSession, SessionFile, Speed, ToSession } from './protocol.ts';
import { servedKinds } from './served-kinds.ts';
import { createSession, type Session } from './session.ts';
import { readSessionFile } from './session-file.ts';

/** What the surroundings of a session lend it: turns of the event loop and real time to follow. */
export interface PaceHost {
  hostTurn(): Promise<void>;
  /** Real milliseconds, growing. */
  realNow(): number;
  /** Calls back about 60 times a second, for ever. */
  everyFrame(run: () => void): void;
}

/** How far `settle` runs ahead at the most; a crash loop never comes to rest. */
const SETTLE_LIMIT_MS = 10 * 60_000;
/** Virtual time never falls further behind than this; a page that slept does not race to catch up. */
const LAG_LIMIT_MS = 250;
/** Grades are computed at most this often in real time. */
const GRADE_EVERY_MS = 250;

/** Runs one session behind messages: the worker's side of the protocol. */
export function createSessionHost(
  post: (message: FromSession) => void,
  host: PaceHost,
): { receive(message: ToSession): void } {
  let session: Session | undefined;
  let opening: Extract<ToSession, { kind: 'open' }> | undefined;
  let speed: Speed = 1;
  let lastFrame = host.realNow();
  let lastGrade = 0;
  let gradedRevision = -1;
  let firstView = true;
  let crashed = false;
  let ttyBuffer = '';

  function crash(error: unknown): void {
    crashed = true;
    flushTty();
    post({ kind: 'crashed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }

  function flushTty(): void {
    if (ttyBuffer === '') return;
    post({ kind: 'tty', data: ttyBuffer });
    ttyBuffer = '';
  }

  function header(of: Session): Omit<SessionFile, 'inputs'> {
    const { inputs: _, ...rest } = of.file();
    return rest;
  }

  async function open(message: Extract<ToSession, { kind: 'open' }>): Promise<void> {
    const loaded = loadPack(message.pack);
    if ('errors' in loaded) {
      const lines = loaded.errors.map(
        ({ file, line, message: text }) => `${file}${line === undefined ? '' : `:${line}`}: ${text}`,
      );
      post({ kind: 'refused', what: 'pack', message: lines.join('\n') });
      return;
    }
    let saved: SessionFile | undefined;
    if (message.saved !== undefined) {
      const read = readSessionFile(message.saved, loaded.pack);
      if ('refusal' in read) {
        post({ kind: 'refused', what: 'session', message: read.refusal });
        return;
      }
      saved = read.file;
    }
    opening = message;
    session = undefined;
    crashed = false;
    firstView = true;
    gradedRevision = -1;
    ttyBuffer = '';
    let replaying = saved !== undefined;
    const current = await createSession({
      pack: loaded.pack,
      seed: saved?.seed ?? message.seed,
      hostTurn: host.hostTurn,
      terminal: message.terminal,
      events: {
        tty: (data) => {
          ttyBuffer += data;
        },
        taskStarted: (task) => {
          firstView = true;
          gradedRevision = -1;
          flushTty();
          post({ kind: 'task-started', task });
        },
        hints: (task, shown) => post({ kind: 'hints', task, shown }),
        edit: (id, path, text, editor, vimrc) => post({ kind: 'edit', id, path, text, editor, vimrc }),
        file: (path, text) => post({ kind: 'file', path, text }),
        logged: (input) => {
          if (!replaying && session !== undefined) post({ kind: 'logged', inputs: [input], header: header(session) });
        },
      },
    });
    if (saved !== undefined) await current.replay(saved);
    replaying = false;
    if (opening !== message) return;
    session = current;
    lastFrame = host.realNow();
    const { outline } = current;
    const replayed = saved?.inputs.length ?? 0;
    post({ kind: 'opened', pack: outline, task: current.task(), replayed, kinds: servedKinds });
    for (const grade of current.grades()) post({ kind: 'grade', grade });
    frame();
  }

  /** Moves virtual time after real time and reports what changed. Skipped while an input is worked on. */
  function frame(): void {
    if (session === undefined || crashed) return;
    const now = host.realNow();
    const passed = Math.min(LAG_LIMIT_MS, now - lastFrame);
    lastFrame = now;
    flushTty();
    if (session.working()) {
      post({ kind: 'clock', nowMs: session.now(), speed, busy: true });
      return;
    }
    report(session, now);
    if (speed === 'settle') {
      speed = 1;
      session.settle(SETTLE_LIMIT_MS).catch(crash);
    } else if (speed > 0 && passed * speed >= 1) {
      session.advanceTo(session.now() + Math.floor(passed * speed)).catch(crash);
    }
  }

  function report(current: Session, now: number): void {
    const changes = current.changes();
    if (
      firstView ||
      changes.nodes.length + changes.removedNodes.length + changes.pods.length + changes.removedPods.length > 0
    ) {
      post({ kind: 'view', frame: changes, first: firstView });
      firstView = false;
    }
    post({ kind: 'clock', nowMs: current.now(), speed, busy: false });
    const revision = current.revision();
    if (revision === gradedRevision || now - lastGrade < GRADE_EVERY_MS) return;
    gradedRevision = revision;
    lastGrade = now;
    post({ kind: 'grade', grade: current.grade() });
  }

  host.everyFrame(() => {
    try {
      frame();
    } catch (error) {
      crash(error);
    }
  });

  return {
    receive(message) {
      if (message.kind === 'open') {
        open(message).catch(crash);
        return;
      }
      if (session === undefined) return;
      switch (message.kind) {
        case 'input':
          if (!crashed) session.apply(message.input).then(flushTty).catch(crash);
          break;
        case 'speed':
          speed = message.speed;
          break;
        case 'reset':
          session.apply({ kind: 'start-task', task: session.task() }).catch(crash);
          break;
        case 'export':
          post({ kind: 'session-file', file: session.file() });
          break;
        case 'dry-run':
          session
            .dryRun(message.path, message.text)
            .then(({ output, status }) => post({ kind: 'ran', id: message.id, output, status }))
            .catch(crash);
          break;
      }
    },
  };
}

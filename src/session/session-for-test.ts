import { join } from 'node:path';
import { hostTurn } from '../cli/host-turn.ts';
import { readPackFolder } from '../cli/pack-folder.ts';
import type { LoggedInput } from './protocol.ts';
import { createSession, type Session } from './session.ts';

export const PACK = readPackFolder(join(import.meta.dirname, '..', '..', 'labs', 'daemonset-basics'));

/** A session whose every word is kept. */
export interface HeardSession {
  readonly session: Session;
  readonly tty: () => string;
  readonly edits: readonly number[];
  readonly logged: readonly LoggedInput[];
  /** Types text at the present time and waits until it has been worked on. */
  type(text: string): Promise<void>;
  pass(ms: number): Promise<void>;
}

export async function openSession(): Promise<HeardSession> {
  const heard = { tty: '', edits: [] as number[], logged: [] as LoggedInput[] };
  const session = await createSession({
    pack: PACK,
    seed: 11,
    hostTurn,
    terminal: { columns: 80, rows: 24 },
    events: {
      tty: (data) => {
        heard.tty += data;
      },
      taskStarted: (task) => {
        heard.tty += `[task ${task}]`;
      },
      hints: (_task, shown) => {
        heard.tty += `[hint ${shown.length}]`;
      },
      edit: (id) => void heard.edits.push(id),
      file: (path) => {
        heard.tty += `[file ${path}]`;
      },
      logged: (input) => void heard.logged.push(input),
    },
  });
  return {
    session,
    tty: () => heard.tty,
    edits: heard.edits,
    logged: heard.logged,
    type: (data) => session.apply({ kind: 'tty', data }),
    pass: (ms) => session.advanceTo(session.now() + ms),
  };
}

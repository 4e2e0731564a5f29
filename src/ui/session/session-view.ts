import { create } from 'zustand';
import type { PackOutline, ServedKind, Speed, TaskGrade } from '../../session/protocol.ts';

export type SessionStatus = 'starting' | 'restoring' | 'open' | 'crashed' | 'refused';

/** What the page shows of the session, apart from the terminal's text, the files and the cluster. */
export interface SessionView {
  readonly status: SessionStatus;
  /** The folder or name under which the pack was opened. */
  readonly packId: string;
  readonly pack: PackOutline | undefined;
  readonly task: string;
  /** What the API server serves. */
  readonly kinds: readonly ServedKind[];
  readonly grades: Readonly<Record<string, TaskGrade>>;
  readonly hints: Readonly<Record<string, readonly string[]>>;
  readonly speed: Speed;
  readonly nowMs: number;
  readonly busy: boolean;
  /** Virtual time at which the task began; 0 until the first clock message after it. */
  readonly taskStartedMs: number;
  /** Whether anything was typed or written since the task began. */
  readonly touched: boolean;
  readonly problem: string;
}

export const emptySessionView: SessionView = {
  status: 'starting',
  packId: '',
  pack: undefined,
  task: '',
  kinds: [],
  grades: {},
  hints: {},
  speed: 1,
  nowMs: 0,
  busy: false,
  taskStartedMs: 0,
  touched: false,
  problem: '',
};

export const useSession = create<SessionView>(() => emptySessionView);

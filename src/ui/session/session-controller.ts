import type { FromSession, PackFiles, SessionFile, SessionInput, Speed, ToSession } from '../../session/protocol.ts';
import { notify } from '../parts/notices.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { tellSession } from './session-events.ts';
import { type SessionLink, startSession } from './session-link.ts';
import { emptySessionView, useSession } from './session-view.ts';

/** What is opened, and what to do when the worker refuses it. */
export interface Opening {
  readonly packId: string;
  readonly pack: PackFiles;
  readonly saved?: SessionFile;
  /** A task to start once the pack is open, where the session is not at it already. */
  readonly task?: string;
  refused(what: 'pack' | 'session', message: string): void;
}

let current: SessionLink | undefined;
let keeper: Keeper | undefined;
let terminal = { columns: 80, rows: 24 };
let exported: ((file: SessionFile) => void) | undefined;

/**
 * Opens a pack in a worker of its own. Until that worker has accepted it, the session that is open stays as it is, so
 * a refused pack or file loses nothing.
 */
export function openSession(opening: Opening): void {
  const waiting: FromSession[] = [];
  let accepted = false;
  const link = startSession((message) => {
    if (accepted) {
      if (link === current) dispatch(message);
      return;
    }
    if (message.kind === 'refused') {
      link.end();
      opening.refused(message.what, message.message);
    } else if (message.kind === 'opened') {
      accepted = true;
      take(link, opening);
      dispatch(message);
      for (const early of waiting) dispatch(early);
      useSession.setState({ taskStartedMs: startedMs(opening.saved), touched: opening.saved !== undefined });
      sendInput({ kind: 'resize', ...terminal });
      if (opening.task !== undefined && opening.task !== message.task && knows(message, opening.task))
        sendInput({ kind: 'start-task', task: opening.task });
    } else if (message.kind === 'crashed') {
      link.end();
      if (opening.saved !== undefined || current !== undefined) opening.refused('session', message.message);
      else useSession.setState({ status: 'crashed', problem: message.message });
    } else waiting.push(message);
  });
  const { pack, saved } = opening;
  link.send({ kind: 'open', pack, seed: newSeed(), saved, terminal });
}

function take(link: SessionLink, opening: Opening): void {
  current?.end();
  keeper?.end();
  current = link;
  const kept = createKeeper(opening.packId);
  keeper = kept;
  if (opening.saved === undefined) kept.startOver();
  else kept.startFrom(opening.saved);
  tellSession({ kind: 'replaced' });
  useSession.setState({ ...emptySessionView, packId: opening.packId });
}

/** When the task that a saved session ends in was begun; its first input comes as soon as a pack is open. */
function startedMs(saved: SessionFile | undefined): number {
  const start = saved?.inputs.findLast(({ input }) => input.kind === 'start-task') ?? saved?.inputs[0];
  return start?.at ?? 0;
}

function knows(message: Extract<FromSession, { kind: 'opened' }>, task: string): boolean {
  return message.pack.tasks.some(({ id }) => id === task);
}

function dispatch(message: FromSession): void {
  show(message);
  tellSession(message);
}

function show(message: FromSession): void {
  switch (message.kind) {
    case 'opened':
      useSession.setState({ status: 'open', pack: message.pack, task: message.task, kinds: message.kinds });
      return;
    case 'clock':
      useSession.setState(({ taskStartedMs }) => ({
        nowMs: message.nowMs,
        speed: message.speed,
        busy: message.busy,
        taskStartedMs: taskStartedMs || message.nowMs,
      }));
      return;
    case 'task-started':
      useSession.setState({ task: message.task, taskStartedMs: 0, touched: false });
      return;
    case 'grade':
      useSession.setState(({ grades }) => ({ grades: { ...grades, [message.grade.task]: message.grade } }));
      return;
    case 'hints':
      useSession.setState(({ hints }) => ({ hints: { ...hints, [message.task]: message.shown } }));
      return;
    case 'session-file':
      exported?.(message.file);
      exported = undefined;
      return;
    case 'logged':
      keeper?.keep(message.header, message.inputs);
      return;
    case 'crashed':
      useSession.setState({ status: 'crashed', problem: message.message });
      return;
    case 'refused':
      notify({ id: 'refused', tone: 'error', text: message.message });
      return;
  }
}

function send(message: ToSession): void {
  current?.send(message);
}

/** Sends what a person did. Before a session is open, only the terminal's size is remembered. */
export function sendInput(input: SessionInput): void {
  if (input.kind === 'resize') terminal = { columns: input.columns, rows: input.rows };
  if (input.kind !== 'resize' && input.kind !== 'start-task' && !useSession.getState().touched)
    useSession.setState({ touched: true });
  send({ kind: 'input', input });
}

export function setSpeed(speed: Speed): void {
  send({ kind: 'speed', speed });
}

/** Begins the open task again, in a fresh cluster. The session's log goes on. */
export function resetTask(): void {
  send({ kind: 'reset' });
}

export function askDryRun(id: number, path: string, text: string): void {
  send({ kind: 'dry-run', id, path, text });
}

/** Asks the worker for the session as a file. */
export function exportSession(): Promise<SessionFile> {
  return new Promise((resolve) => {
    exported = resolve;
    send({ kind: 'export' });
  });
}

function newSeed(): number {
  const asked = Number(new URLSearchParams(location.search).get('seed') ?? Number.NaN);
  return Number.isSafeInteger(asked) && asked >= 0 ? asked : crypto.getRandomValues(new Uint32Array(1))[0]!;
}

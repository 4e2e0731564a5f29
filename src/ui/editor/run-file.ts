import { create } from 'zustand';
import { askDryRun, sendInput } from '../session/session-controller.ts';
import { onSession } from '../session/session-events.ts';
import { flushWrites, useFiles } from './files-view.ts';

/** The answer to the last dry run; `status` is undefined while it is awaited. */
export interface DryRun {
  readonly path: string;
  readonly output: string;
  readonly status: number | undefined;
}

export const useDryRun = create<{ readonly run: DryRun | undefined }>(() => ({ run: undefined }));

let lastId = 0;

onSession((event) => {
  if (event.kind === 'ran' && event.id === lastId)
    useDryRun.setState(({ run }) => ({ run: run && { ...run, output: event.output, status: event.status } }));
  if (event.kind === 'task-started' || event.kind === 'replaced') useDryRun.setState({ run: undefined });
});

export function dryRunFile(path: string): void {
  flushWrites();
  lastId++;
  useDryRun.setState({ run: { path, output: '', status: undefined } });
  askDryRun(lastId, path, useFiles.getState().files.get(path) ?? '');
}

/** Types the command into the terminal, after clearing a half-typed line, so that a person sees what is run. */
export function applyFile(path: string): void {
  flushWrites();
  sendInput({ kind: 'tty', data: `\x15kubectl apply -f ${quoted(path.replace(/^\/root\//, '~/'))}\r` });
}

const quoted = (path: string) =>
  /^[\w./~-]+$/.test(path) ? path : `'${path.replace(/^~/, '/root').replaceAll("'", "'\\''")}'`;

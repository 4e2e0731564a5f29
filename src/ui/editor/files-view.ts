import { create } from 'zustand';
import { sendInput } from '../session/session-controller.ts';
import { onSession } from '../session/session-events.ts';

/** A program's question for an edited text, answered in a tab of its own. */
export interface PendingEdit {
  readonly id: number;
  readonly path: string;
  readonly text: string;
  readonly editor: 'pane' | 'vim';
  readonly vimrc: string;
}

/** The files of the session as the editor shows them. */
export interface FilesView {
  readonly files: ReadonlyMap<string, string>;
  readonly tabs: readonly string[];
  readonly active: string | undefined;
  readonly edit: PendingEdit | undefined;
}

const WRITE_AFTER_MS = 400;
const empty: FilesView = { files: new Map(), tabs: [], active: undefined, edit: undefined };

export const useFiles = create<FilesView>(() => empty);

/** Texts that were typed here and not yet written. */
const waiting = new Map<string, string>();
/** Writes that the session has not confirmed yet; what it echoes must not undo later typing. */
const written = new Map<string, string>();
let timer: ReturnType<typeof setTimeout> | undefined;

onSession((event) => {
  if (event.kind === 'task-started' || event.kind === 'replaced') {
    clearTimeout(timer);
    waiting.clear();
    written.clear();
    useFiles.setState(empty);
  } else if (event.kind === 'file') receive(event.path, event.text);
  else if (event.kind === 'edit') useFiles.setState({ edit: event });
});

function receive(path: string, text: string | null): void {
  if (text !== null && written.get(path) === text) {
    written.delete(path);
    if (waiting.has(path)) return;
  }
  useFiles.setState(({ files, tabs, active }) => {
    const next = new Map(files);
    if (text === null) {
      next.delete(path);
      const left = tabs.filter((tab) => tab !== path);
      return { files: next, tabs: left, active: active === path ? left.at(-1) : active };
    }
    next.set(path, text);
    const opens = !files.has(path) && /\.(ya?ml|json|sh|txt|md)$/.test(path);
    return { files: next, tabs: opens ? [...tabs, path] : tabs, active: active ?? (opens ? path : undefined) };
  });
}

export function openTab(path: string): void {
  useFiles.setState(({ tabs }) => ({ tabs: tabs.includes(path) ? tabs : [...tabs, path], active: path }));
}

export function closeTab(path: string): void {
  flushWrites();
  useFiles.setState(({ tabs, active }) => {
    const left = tabs.filter((tab) => tab !== path);
    return { tabs: left, active: active === path ? left.at(-1) : active };
  });
}

/** Takes what was typed into a file; it is written when typing pauses, or by `flushWrites`. */
export function typeFile(path: string, text: string): void {
  if (useFiles.getState().files.get(path) === text) return;
  useFiles.setState(({ files }) => ({ files: new Map(files).set(path, text) }));
  waiting.set(path, text);
  clearTimeout(timer);
  timer = setTimeout(flushWrites, WRITE_AFTER_MS);
}

/** Writes everything typed so far, so that what runs next sees it. */
export function flushWrites(): void {
  clearTimeout(timer);
  for (const [path, text] of waiting) {
    written.set(path, text);
    sendInput({ kind: 'write-file', path, text });
  }
  waiting.clear();
}

export function newFile(path: string): void {
  sendInput({ kind: 'write-file', path, text: '' });
  useFiles.setState(({ files }) => ({ files: new Map(files).set(path, '') }));
  openTab(path);
}

/** Answers the program that asked; null means that nothing was saved. */
export function closeEdit(text: string | null): void {
  const { edit } = useFiles.getState();
  if (edit === undefined) return;
  useFiles.setState({ edit: undefined });
  sendInput({ kind: 'editor-closed', id: edit.id, text });
}

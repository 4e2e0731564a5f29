import { useEffect, useRef, useState } from 'react';
import { useFiles } from '../editor/files-view.ts';
import { useSession } from '../session/session-view.ts';
import { terminal } from './terminal.ts';
import { TerminalSearch } from './terminal-search.tsx';
import { VimOverlay } from './vim-overlay.tsx';

/** The terminal, with its search and, when a program asks for it, vim on top. */
export function TerminalPane() {
  const place = useRef<HTMLDivElement>(null);
  const [searching, setSearching] = useState(false);
  const busy = useSession(({ busy }) => busy);
  const status = useSession(({ status }) => status);
  const edit = useFiles(({ edit }) => edit);
  useEffect(() => terminal.attach(place.current!), []);
  return (
    <section
      className="pane"
      aria-label="Terminal"
      data-testid="pane-terminal"
      onKeyDown={(event) => {
        if (!(event.ctrlKey && event.shiftKey && event.code === 'KeyF')) return;
        event.preventDefault();
        setSearching(true);
      }}
    >
      <header className="pane-head">
        <h2>Terminal</h2>
        <span className="muted grow ellipsis">{busy ? 'working…' : 'F6 moves between the panes'}</span>
        <button
          type="button"
          className="button small"
          data-testid="terminal-search"
          aria-pressed={searching}
          onClick={() => setSearching(!searching)}
        >
          Search
        </button>
      </header>
      {searching && <TerminalSearch close={() => setSearching(false)} />}
      <div className="terminal-body">
        <div className="terminal-place" ref={place} data-testid="terminal" />
        {(status === 'starting' || status === 'restoring') && (
          <p className="terminal-wait" role="status" data-testid="session-wait">
            {status === 'starting' ? 'Starting the cluster…' : 'Restoring your session…'}
          </p>
        )}
        {edit?.editor === 'vim' && <VimOverlay edit={edit} />}
        {edit?.editor === 'pane' && (
          <p className="terminal-note" role="status">
            {edit.path.split('/').at(-1)} is open in the editor. Save or discard it there to go on.
          </p>
        )}
      </div>
    </section>
  );
}

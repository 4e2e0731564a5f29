import { useState } from 'react';
import { focusAtOnce } from '../parts/focus-at-once.ts';
import { terminal } from './terminal.ts';

/** Finds text in the terminal; Enter goes on, Shift-Enter back, Escape closes. */
export function TerminalSearch({ close }: { close(): void }) {
  const [text, setText] = useState('');
  const [found, setFound] = useState(true);
  const find = (direction: 'next' | 'previous') => setFound(text === '' || terminal.search(text, direction));
  function leave(): void {
    terminal.endSearch();
    close();
    terminal.focus();
  }
  return (
    <div className="terminal-search">
      <input
        className="input small grow"
        ref={focusAtOnce}
        aria-label="Search the terminal"
        value={text}
        placeholder="Search the terminal"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(event.shiftKey ? 'previous' : 'next');
          if (event.key === 'Escape') leave();
        }}
      />
      {!found && <span className="muted">not found</span>}
      <button type="button" className="button small" onClick={() => find('previous')}>
        Previous
      </button>
      <button type="button" className="button small" onClick={() => find('next')}>
        Next
      </button>
      <button type="button" className="button small ghost" aria-label="Close the search" onClick={leave}>
        ✕
      </button>
    </div>
  );
}

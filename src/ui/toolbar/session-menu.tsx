import { useRef } from 'react';
import { ask } from '../parts/ask.ts';
import { closeMenu } from '../parts/close-menu.ts';
import { openSessionFile, startPackOver } from '../session/open-pack.ts';
import { exportSession } from '../session/session-controller.ts';
import { useSession } from '../session/session-view.ts';

/** Downloads the session for grading, opens one, or starts the pack over. */
export function SessionMenu() {
  const file = useRef<HTMLInputElement>(null);
  const menu = useRef<HTMLDetailsElement>(null);
  const { packId, status } = useSession();

  async function download(): Promise<void> {
    closeMenu(menu.current);
    const session = await exportSession();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(session)}\n`], { type: 'application/json' }));
    link.download = `${session.pack.name}.drydock.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async function startOver(): Promise<void> {
    closeMenu(menu.current);
    const sure = await ask({
      title: 'Start the whole pack over?',
      text: 'Everything you did in this pack, in all its tasks, is thrown away. Download the session file first if you want to keep it.',
      yes: 'Start over',
    });
    if (sure) startPackOver(packId);
  }

  return (
    <details className="menu right" ref={menu}>
      <summary className="button" data-testid="session-menu">
        Session
      </summary>
      <div className="menu-body">
        <button
          type="button"
          className="menu-item"
          data-testid="session-download"
          disabled={status !== 'open'}
          onClick={download}
        >
          Download session file
        </button>
        <button type="button" className="menu-item" data-testid="session-open" onClick={() => file.current?.click()}>
          Open session file…
        </button>
        <button
          type="button"
          className="menu-item"
          data-testid="session-start-over"
          disabled={packId === ''}
          onClick={startOver}
        >
          Start the pack over…
        </button>
      </div>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        hidden
        data-testid="session-file-input"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          closeMenu(menu.current);
          if (chosen !== undefined) void openSessionFile(chosen);
        }}
      />
    </details>
  );
}

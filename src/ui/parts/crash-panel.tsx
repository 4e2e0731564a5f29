import { useState } from 'react';
import { exportSession } from '../session/session-controller.ts';
import { useSession } from '../session/session-view.ts';

/** Shown when the engine met a bug of its own. The log is what a bug report needs. */
export function CrashPanel() {
  const { status, problem } = useSession();
  const [copied, setCopied] = useState('');
  if (status !== 'crashed') return null;
  async function copy(): Promise<void> {
    const log = await Promise.race([exportSession(), new Promise<null>((resolve) => setTimeout(resolve, 2000, null))]);
    try {
      await navigator.clipboard.writeText(JSON.stringify({ problem, session: log }));
      setCopied('Copied.');
    } catch {
      setCopied('The browser did not allow copying.');
    }
  }
  return (
    <div className="crash" role="alertdialog" aria-labelledby="crash-title" data-testid="crashed">
      <h2 id="crash-title">Drydock met a bug of its own</h2>
      <p>
        This is not your doing. The session has stopped; everything you typed is kept, and the log lets us repeat it
        exactly.
      </p>
      <pre>{problem}</pre>
      <div className="dialog-buttons">
        <span className="muted grow" role="status">
          {copied}
        </span>
        <button type="button" className="button" onClick={() => location.reload()}>
          Load again
        </button>
        <button type="button" className="button primary" data-testid="copy-session-log" onClick={copy}>
          Copy session log
        </button>
      </div>
    </div>
  );
}

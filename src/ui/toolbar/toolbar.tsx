import { PackMenu } from '../packs/pack-menu.tsx';
import { useSession } from '../session/session-view.ts';
import { restartTask } from '../task/go-to-task.ts';
import { switchTheme, useTheme } from '../theme/theme.ts';
import { ClockDisplay } from './clock-display.tsx';
import { SessionMenu } from './session-menu.tsx';
import { SpeedButtons } from './speed-buttons.tsx';

/** The top of the page: which pack, how time goes, and what to do with the session. */
export function Toolbar() {
  const theme = useTheme(({ theme }) => theme);
  const open = useSession(({ status }) => status === 'open');
  return (
    <header className="toolbar" data-testid="toolbar">
      <span className="brand">
        <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
          <rect width="32" height="32" rx="7" className="brand-ground" />
          <path d="M6 8v13a4 4 0 0 0 4 4h12a4 4 0 0 0 4-4V8M16 7.5v5" className="brand-line" />
          <path d="M10.5 15h11l-2 5h-7z" className="brand-ship" />
        </svg>
        <span className="brand-name">Drydock</span>
      </span>
      <PackMenu />
      <span className="grow" />
      <ClockDisplay />
      <SpeedButtons />
      <button type="button" className="button" data-testid="reset" disabled={!open} onClick={restartTask}>
        Reset
      </button>
      <SessionMenu />
      <button
        type="button"
        className="button icon"
        data-testid="theme"
        aria-label={theme === 'dark' ? 'Use the light theme' : 'Use the dark theme'}
        title={theme === 'dark' ? 'Light theme' : 'Dark theme'}
        onClick={() => switchTheme(theme === 'dark' ? 'light' : 'dark')}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
        </svg>
      </button>
    </header>
  );
}

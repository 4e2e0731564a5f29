import { terminal } from './terminal/terminal.ts';

/** What end-to-end tests may read. Nothing can be changed through it. */
export interface DrydockHook {
  /** All text in the terminal's buffer, wrapped lines joined. */
  terminalText(): string;
}

declare global {
  interface Window {
    readonly drydock?: DrydockHook;
  }
}

export function installTestHook(): void {
  const hook: DrydockHook = Object.freeze({ terminalText: () => terminal.text() });
  Object.defineProperty(window, 'drydock', { value: hook, writable: false });
}

import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { sendInput } from '../session/session-controller.ts';
import { onSession } from '../session/session-events.ts';
import { useTheme } from '../theme/theme.ts';
import { terminalThemes } from './terminal-themes.ts';
import { textOfBuffer } from './text-of-buffer.ts';

/** RIS: what the terminal shows and how it is set begins anew. */
const FULL_RESET = '\x1bc';

/** The one terminal of the page. It lives outside React, so that a change of layout never loses its text. */
export interface PageTerminal {
  attach(parent: HTMLElement): () => void;
  /** Types as a person would. */
  type(keys: string): void;
  focus(): void;
  search(text: string, direction: 'next' | 'previous'): boolean;
  endSearch(): void;
  text(): string;
}

function createPageTerminal(): PageTerminal {
  const host = document.createElement('div');
  host.className = 'terminal-host';
  const xterm = new Terminal({
    allowProposedApi: true,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    fontFamily:
      'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
    fontSize: 13,
    lineHeight: 1.25,
    scrollback: 5000,
    macOptionIsMeta: true,
    minimumContrastRatio: 4.5,
    screenReaderMode: false,
    theme: terminalThemes[useTheme.getState().theme],
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  const linkHandler = (event: MouseEvent, address: string) => {
    if (event.ctrlKey || event.metaKey) window.open(address, '_blank', 'noopener,noreferrer');
  };
  for (const addon of [fit, search, new Unicode11Addon(), new WebLinksAddon(linkHandler)]) xterm.loadAddon(addon);
  xterm.unicode.activeVersion = '11';
  xterm.onData((data) => sendInput({ kind: 'tty', data }));
  xterm.onResize(({ cols, rows }) => sendInput({ kind: 'resize', columns: cols, rows }));
  xterm.attachCustomKeyEventHandler((event) => handleKey(xterm, event));
  onSession((event) => {
    if (event.kind === 'tty') xterm.write(event.data);
    // Not xterm.reset(), which would overtake text that is still waiting to be drawn.
    else if (event.kind === 'replaced' || event.kind === 'task-started') xterm.write(FULL_RESET);
  });
  useTheme.subscribe(({ theme }) => {
    xterm.options.theme = terminalThemes[theme];
  });

  let opened = false;
  const refit = () => {
    if (host.clientWidth > 40 && host.clientHeight > 20) fit.fit();
  };
  const observer = new ResizeObserver(() => requestAnimationFrame(refit));

  return {
    attach(parent) {
      parent.append(host);
      if (!opened) xterm.open(host);
      opened = true;
      observer.observe(host);
      refit();
      return () => observer.unobserve(host);
    },
    type: (keys) => sendInput({ kind: 'tty', data: keys }),
    focus: () => xterm.focus(),
    search: (text, direction) => (direction === 'next' ? search.findNext(text) : search.findPrevious(text)),
    endSearch: () => search.clearDecorations(),
    text: () => textOfBuffer(xterm.buffer.active),
  };
}

/** Ctrl-C copies while something is selected, as other web terminals do; Ctrl-V is left to the browser, which pastes. */
function handleKey(xterm: Terminal, event: KeyboardEvent): boolean {
  if (event.type !== 'keydown') return true;
  if (event.key === 'F6' || (event.ctrlKey && event.shiftKey && event.code === 'KeyF')) return false;
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return true;
  if (event.code === 'KeyV') return false;
  if (event.code !== 'KeyC' || !(xterm.hasSelection() || event.shiftKey)) return true;
  event.preventDefault();
  void navigator.clipboard?.writeText(xterm.getSelection());
  xterm.clearSelection();
  return false;
}

export const terminal: PageTerminal = createPageTerminal();

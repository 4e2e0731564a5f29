const TYPED_INTO = '.xterm-helper-textarea, .monaco-host textarea, .monaco-host [contenteditable]';
const REACHABLE = '.grid-canvas, .task-scroll, [tabindex="0"], button:not(:disabled)';

/** Without a file the code editor is there but hidden, and would not take the focus. */
function firstVisible(pane: HTMLElement, selector: string): HTMLElement | undefined {
  return [...pane.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility());
}

/** F6 goes round the panes, as it does in other applications; the terminal and the editor keep the Tab key. */
export function installPaneKeys(): void {
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'F6') return;
      event.preventDefault();
      event.stopPropagation();
      const panes = [...document.querySelectorAll<HTMLElement>('section.pane')].filter(
        (pane) => pane.offsetParent !== null,
      );
      const current = panes.findIndex((pane) => pane.contains(document.activeElement));
      const next = panes[(current + (event.shiftKey ? -1 : 1) + panes.length) % panes.length];
      const target = next && (firstVisible(next, TYPED_INTO) ?? firstVisible(next, REACHABLE));
      target?.focus({ focusVisible: true } as FocusOptions);
    },
    true,
  );
}

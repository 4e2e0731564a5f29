import { indentUnit } from '@codemirror/language';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { getCM, Vim, vim } from '@replit/codemirror-vim';
import { basicSetup, EditorView } from 'codemirror';
import { readVimrc, type VimOptions } from './vimrc.ts';

export interface VimEditor {
  focus(): void;
  end(): void;
}

interface VimSession {
  saved: string | null;
  text(): string;
  close(text: string | null): void;
}

const sessions = new WeakMap<object, VimSession>();

/** Whether the buffer differs from what was read or last written; `:q` refuses then, as vim does. */
let original = '';

function sessionOf(cm: object): VimSession | undefined {
  return sessions.get(cm);
}

let defined = false;

/** Vim's ways to leave and to write. The file is handed over when the editor closes, with what was last written. */
function defineCommands(): void {
  if (defined) return;
  defined = true;
  const write = (cm: object) => {
    const session = sessionOf(cm);
    if (session !== undefined) session.saved = session.text();
  };
  const leave = (cm: object) => {
    const session = sessionOf(cm);
    session?.close(session.saved);
  };
  Vim.defineEx('write', 'w', (cm: object) => write(cm));
  for (const [name, short] of [
    ['wq', 'wq'],
    ['xit', 'x'],
  ] as const) {
    Vim.defineEx(name, short, (cm: object) => {
      write(cm);
      leave(cm);
    });
  }
  Vim.defineEx('quit', 'q', (cm: object, params: { argString?: string; input?: string }) => {
    const session = sessionOf(cm);
    const forced = params.argString?.startsWith('!') === true || params.input?.includes('!') === true;
    const changed = session !== undefined && session.text() !== (session.saved ?? original);
    if (changed && !forced) complain(cm, 'E37: No write since last change (add ! to override)');
    else leave(cm);
  });
  Vim.defineAction('writeAndLeave', (cm: object) => {
    write(cm);
    leave(cm);
  });
  Vim.defineAction('leaveWithout', (cm: object) => leave(cm));
  Vim.mapCommand('ZZ', 'action', 'writeAndLeave', {}, { context: 'normal' });
  Vim.mapCommand('ZQ', 'action', 'leaveWithout', {}, { context: 'normal' });
}

function complain(cm: object, text: string): void {
  const message = document.createElement('span');
  message.className = 'vim-error';
  message.textContent = text;
  (cm as { openNotification?: (node: Node, options: object) => void }).openNotification?.(message, {
    bottom: true,
    duration: 4000,
  });
}

/** Opens vim over a text; `close` gets the text as last written, or null. */
export function openVim(
  parent: HTMLElement,
  text: string,
  vimrc: string,
  dark: boolean,
  close: (text: string | null) => void,
): VimEditor {
  defineCommands();
  const lines = text.replace(/\n$/, '');
  original = withEnd(lines);
  const options = readVimrc(vimrc);
  const view = new EditorView({
    doc: lines,
    parent,
    extensions: [
      vim({ status: true }),
      optionsOf(options),
      basicSetup,
      EditorView.theme({ '&': { height: '100%' } }, { dark }),
      EditorView.contentAttributes.of({ 'aria-label': 'vim', tabindex: '0' }),
    ],
  });
  const cm = getCM(view);
  if (cm !== null) sessions.set(cm, { saved: null, text: () => withEnd(view.state.doc.toString()), close });
  view.focus();
  return { focus: () => view.focus(), end: () => view.destroy() };
}

/** vim ends the last line of what it writes. */
const withEnd = (lines: string): string => (lines === '' ? '' : `${lines}\n`);

/** What the options of a .vimrc change in the editor. */
function optionsOf({ tabWidth, shiftWidth, expandTab, numbers }: VimOptions): Extension {
  const unit = expandTab ? ' '.repeat(shiftWidth) : '\t';
  return [
    EditorState.tabSize.of(tabWidth),
    indentUnit.of(unit),
    Prec.high(
      keymap.of([
        {
          key: 'Tab',
          run(view) {
            const column = view.state.selection.main.head - view.state.doc.lineAt(view.state.selection.main.head).from;
            const text = expandTab ? ' '.repeat(tabWidth - (column % tabWidth)) : '\t';
            const inserts = getCM(view)?.state.vim?.insertMode === true;
            if (inserts) view.dispatch(view.state.replaceSelection(text));
            return inserts;
          },
        },
      ]),
    ),
    numbers ? [] : EditorView.theme({ '.cm-gutters': { display: 'none' } }),
  ];
}

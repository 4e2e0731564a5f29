import { useEffect, useRef } from 'react';
import { closeEdit, type PendingEdit } from '../editor/files-view.ts';
import { useTheme } from '../theme/theme.ts';
import { terminal } from './terminal.ts';

/** vim over the terminal, where a program asked for it. */
export function VimOverlay({ edit }: { readonly edit: PendingEdit }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let end: (() => void) | undefined;
    let gone = false;
    import('./vim-editor.ts').then(({ openVim }) => {
      if (gone) return;
      const dark = useTheme.getState().theme === 'dark';
      end = openVim(place.current!, edit.text, edit.vimrc, dark, (text) => {
        closeEdit(text);
        // Vim's own command line hands the focus back to the closing editor first.
        setTimeout(terminal.focus, 30);
      }).end;
    });
    return () => {
      gone = true;
      end?.();
    };
  }, [edit]);
  return (
    <div className="vim-overlay" data-testid="vim-overlay">
      <div className="vim-place" ref={place} />
      <p className="vim-name">
        "{edit.path}" — <kbd>:wq</kbd> saves and leaves, <kbd>:q!</kbd> leaves
      </p>
    </div>
  );
}

import { useEffect, useRef, useState } from 'react';
import { DryRunOutput } from './dry-run-output.tsx';
import { EditorTabs } from './editor-tabs.tsx';
import { closeEdit, useFiles } from './files-view.ts';
import type { MonacoEditor } from './monaco-editor.ts';
import { applyFile, dryRunFile } from './run-file.ts';

/** The editor over the session's files. Monaco itself is loaded after the page has been painted. */
export function EditorPane() {
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<MonacoEditor>();
  const [problem, setProblem] = useState('');
  const active = useFiles(({ active }) => active);
  const edit = useFiles(({ edit }) => (edit?.editor === 'pane' ? edit : undefined));

  useEffect(() => {
    let leave: (() => void) | undefined;
    let gone = false;
    import('./monaco-editor.ts')
      .then(({ monacoEditor }) => {
        if (gone) return;
        leave = monacoEditor.attach(place.current!);
        setEditor(monacoEditor);
      })
      .catch((error: unknown) => setProblem(String(error)));
    return () => {
      gone = true;
      leave?.();
    };
  }, []);

  return (
    <section className="pane" aria-label="Editor" data-testid="pane-editor">
      <header className="pane-head">
        {edit === undefined ? (
          <EditorTabs />
        ) : (
          <h2 className="grow ellipsis" data-testid="edit-title">
            Editing {edit.path.split('/').at(-1)}
          </h2>
        )}
        {edit === undefined ? (
          <>
            <button
              type="button"
              className="button small"
              data-testid="editor-dry-run"
              disabled={active === undefined}
              title="Ask the server what it would say, without changing anything"
              onClick={() => active && dryRunFile(active)}
            >
              Dry-run
            </button>
            <button
              type="button"
              className="button small primary"
              data-testid="editor-apply"
              disabled={active === undefined}
              title="Types kubectl apply -f FILE into the terminal"
              onClick={() => active && applyFile(active)}
            >
              Apply
            </button>
          </>
        ) : (
          <>
            <button type="button" className="button small" data-testid="edit-discard" onClick={() => closeEdit(null)}>
              Discard
            </button>
            <button
              type="button"
              className="button small primary"
              data-testid="edit-save"
              disabled={editor === undefined}
              onClick={() => editor && closeEdit(editor.editText())}
            >
              Save &amp; close
            </button>
          </>
        )}
      </header>
      <div className="editor-body">
        <div className="editor-place" ref={place} data-testid="editor" />
        {problem !== '' && <p className="empty">The editor could not be loaded: {problem}</p>}
        {editor === undefined && problem === '' && <p className="empty">Loading the editor…</p>}
        {editor !== undefined && active === undefined && edit === undefined && (
          <p className="empty">
            Files that you make in the terminal appear here.
            <br />
            Or start one with the + above.
          </p>
        )}
      </div>
      <DryRunOutput />
    </section>
  );
}

import { type ReactNode, useEffect, useState } from 'react';
import { EditorPane } from '../editor/editor-pane.tsx';
import { useFiles } from '../editor/files-view.ts';
import { GridPane } from '../grid/grid-pane.tsx';
import { TaskPane } from '../task/task-pane.tsx';
import { TerminalPane } from '../terminal/terminal-pane.tsx';

const panes: readonly { readonly id: string; readonly name: string; readonly pane: ReactNode }[] = [
  { id: 'task', name: 'Task', pane: <TaskPane /> },
  { id: 'grid', name: 'Cluster', pane: <GridPane /> },
  { id: 'editor', name: 'Editor', pane: <EditorPane /> },
  { id: 'terminal', name: 'Terminal', pane: <TerminalPane /> },
];

/** One pane at a time. A program that asks for an editor brings its pane to the front. */
export function PhonePanes() {
  const [shown, setShown] = useState('task');
  const editor = useFiles(({ edit }) => edit?.editor);
  useEffect(() => {
    if (editor !== undefined) setShown(editor === 'pane' ? 'editor' : 'terminal');
  }, [editor]);
  return (
    <div className="workspace phone">
      {panes.map(({ id, pane }) => (
        <div
          key={id}
          id={`phone-${id}`}
          role="tabpanel"
          aria-labelledby={`tab-${id}`}
          className="phone-pane"
          hidden={id !== shown}
        >
          {pane}
        </div>
      ))}
      <div className="phone-tabs" role="tablist" aria-label="Panes">
        {panes.map(({ id, name }) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            aria-selected={id === shown}
            aria-controls={`phone-${id}`}
            data-testid={`tab-${id}`}
            onClick={() => setShown(id)}
          >
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}

import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { EditorPane } from '../editor/editor-pane.tsx';
import { GridPane } from '../grid/grid-pane.tsx';
import { TaskPane } from '../task/task-pane.tsx';
import { TerminalPane } from '../terminal/terminal-pane.tsx';

/** Sizes are remembered where the browser allows it. */
const storage = {
  getItem(key: string): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  setItem(key: string, value: string): void {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Storage is blocked; the sizes last as long as the page.
    }
  },
};

/** Task on the left; on the right the cluster above the editor and the terminal. All borders can be moved. */
export function DesktopPanes() {
  const outer = useDefaultLayout({ id: 'drydock.panes', storage });
  const right = useDefaultLayout({ id: 'drydock.right', storage });
  const lower = useDefaultLayout({ id: 'drydock.lower', storage });
  return (
    <Group
      className="workspace"
      orientation="horizontal"
      defaultLayout={outer.defaultLayout}
      onLayoutChanged={outer.onLayoutChanged}
    >
      <Panel id="task" defaultSize="25%" minSize="200px" collapsible>
        <TaskPane />
      </Panel>
      <Separator className="separator" aria-label="Width of the task" />
      <Panel id="right" minSize="400px">
        <Group orientation="vertical" defaultLayout={right.defaultLayout} onLayoutChanged={right.onLayoutChanged}>
          <Panel id="grid" defaultSize="36%" minSize="120px" collapsible>
            <GridPane />
          </Panel>
          <Separator className="separator" aria-label="Height of the cluster" />
          <Panel id="lower" minSize="160px">
            <Group orientation="horizontal" defaultLayout={lower.defaultLayout} onLayoutChanged={lower.onLayoutChanged}>
              <Panel id="editor" defaultSize="40%" minSize="180px" collapsible>
                <EditorPane />
              </Panel>
              <Separator className="separator" aria-label="Width of the editor" />
              <Panel id="terminal" minSize="240px">
                <TerminalPane />
              </Panel>
            </Group>
          </Panel>
        </Group>
      </Panel>
    </Group>
  );
}

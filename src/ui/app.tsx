import { Workspace } from './layout/workspace.tsx';
import { CrashPanel } from './parts/crash-panel.tsx';
import { NoticeList } from './parts/notice-list.tsx';
import { QuestionDialog } from './parts/question-dialog.tsx';
import { Toolbar } from './toolbar/toolbar.tsx';

export function App() {
  return (
    <>
      <Toolbar />
      <NoticeList />
      <main className="main">
        <Workspace />
      </main>
      <QuestionDialog />
      <CrashPanel />
    </>
  );
}

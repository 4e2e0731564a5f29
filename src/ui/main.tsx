import { createRoot } from 'react-dom/client';
import { followAddress } from './address.ts';
import { App } from './app.tsx';
import { flushWrites } from './editor/files-view.ts';
import { installPaneKeys } from './layout/move-between-panes.ts';
import { installMenuClosing } from './parts/close-menu.ts';
import './styles/page.css';
import './styles/panes.css';
import './styles/task.css';
import { installTestHook } from './test-hook.ts';

createRoot(document.getElementById('root')!).render(<App />);
installTestHook();
installPaneKeys();
installMenuClosing();
followAddress();
addEventListener('pagehide', flushWrites);

import { useEffect, useRef, useState } from 'react';
import { closeMenu } from '../parts/close-menu.ts';
import { openPack } from '../session/open-pack.ts';
import { useSession } from '../session/session-view.ts';
import { addPack, type PackSummary, summarisePacks, usePacks } from './pack-library.ts';
import { readFolder } from './read-folder.ts';

/** The lab packs: open one, or a folder with one's own. A broken pack says what is wrong with it. */
export function PackMenu() {
  const packs = usePacks(({ packs }) => packs);
  const title = useSession(({ pack }) => pack?.title);
  const [summaries, setSummaries] = useState<readonly PackSummary[]>([]);
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDetailsElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (open) void summarisePacks(packs).then(setSummaries);
  }, [open, packs]);

  async function addFolder(files: FileList | null): Promise<void> {
    const pack = await readFolder(files);
    if (pack === undefined) return;
    addPack(pack.id, pack.files);
    closeMenu(menu.current);
    void openPack(pack.id);
  }

  return (
    <details className="menu" ref={menu} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="button" data-testid="pack-menu">
        <span className="ellipsis">{title ?? 'Lab packs'}</span>
      </summary>
      <div className="menu-body wide">
        {summaries.map(({ id, title, summary, tasks, errors }) =>
          errors.length > 0 ? (
            <div key={id} className="pack broken" data-testid={`pack-${id}`}>
              <strong>{id}</strong> cannot be opened
              <pre>{errors.slice(0, 5).join('\n')}</pre>
            </div>
          ) : (
            <button
              key={id}
              type="button"
              className="menu-item pack"
              data-testid={`pack-${id}`}
              onClick={() => {
                closeMenu(menu.current);
                void openPack(id);
              }}
            >
              <strong>{title}</strong>
              <span className="muted">{summary}</span>
              <span className="muted">
                {tasks.length} tasks, {tasks.reduce((sum, { points }) => sum + points, 0)} points
              </span>
            </button>
          ),
        )}
        <button
          type="button"
          className="menu-item"
          data-testid="pack-open-folder"
          onClick={() => folder.current?.click()}
        >
          Open a pack folder…
        </button>
        <input
          ref={folder}
          type="file"
          hidden
          multiple
          data-testid="pack-folder-input"
          {...{ webkitdirectory: '' }}
          onChange={(event) => void addFolder(event.target.files)}
        />
      </div>
    </details>
  );
}

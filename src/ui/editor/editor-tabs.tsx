import { useState } from 'react';
import { focusAtOnce } from '../parts/focus-at-once.ts';
import { closeTab, newFile, openTab, useFiles } from './files-view.ts';

const HOME = '/root/';
const nameOf = (path: string) => (path.startsWith(HOME) ? path.slice(HOME.length) : path);

/** A tab a file that is open, a list of the others, and a new one. */
export function EditorTabs() {
  const { files, tabs, active } = useFiles();
  const [naming, setNaming] = useState(false);
  const others = [...files.keys()].filter((path) => !tabs.includes(path)).sort();
  return (
    <div className="tabs grow">
      {tabs.map((path) => (
        <span key={path} className={path === active ? 'tab active' : 'tab'}>
          <button
            type="button"
            aria-pressed={path === active}
            title={path}
            data-testid={`editor-tab-${nameOf(path)}`}
            onClick={() => openTab(path)}
          >
            {nameOf(path)}
          </button>
          <button
            type="button"
            className="tab-close"
            aria-label={`Close ${nameOf(path)}`}
            onClick={() => closeTab(path)}
          >
            ✕
          </button>
        </span>
      ))}
      {naming ? (
        <NewFileName done={() => setNaming(false)} />
      ) : (
        <button
          type="button"
          className="button small ghost"
          aria-label="New file"
          title="New file"
          data-testid="editor-new-file"
          onClick={() => setNaming(true)}
        >
          +
        </button>
      )}
      {others.length > 0 && (
        <select
          className="select small"
          aria-label="Open another file"
          value=""
          onChange={(event) => openTab(event.target.value)}
        >
          <option value="">Files…</option>
          {others.map((path) => (
            <option key={path} value={path}>
              {nameOf(path)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function NewFileName({ done }: { done(): void }) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get('name')).trim();
        if (/^[\w.-]+$/.test(name) && !name.startsWith('.')) newFile(HOME + name);
        done();
      }}
    >
      <input
        className="input small"
        name="name"
        ref={focusAtOnce}
        aria-label="Name of the new file"
        placeholder="name.yaml"
        data-testid="editor-new-name"
        onBlur={done}
        onKeyDown={(event) => event.key === 'Escape' && done()}
      />
    </form>
  );
}

import { dismissNotice, useNotices } from './notices.ts';

/** Warnings and refusals, each until it is dismissed. */
export function NoticeList() {
  const list = useNotices(({ list }) => list);
  return (
    <div className="notices" aria-live="assertive">
      {list.map(({ id, tone, text }) => (
        <div key={id} className={`notice ${tone}`} data-testid={`notice-${id}`}>
          <p className="grow">{text}</p>
          <button type="button" className="button small ghost" aria-label="Dismiss" onClick={() => dismissNotice(id)}>
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}

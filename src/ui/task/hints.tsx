import type { TaskOutline } from '../../session/protocol.ts';
import { sendInput } from '../session/session-controller.ts';
import { useSession } from '../session/session-view.ts';
import { renderMarkdown } from './markdown.ts';

const none: readonly string[] = [];

/** Hints, one more at each press. */
export function Hints({ task }: { readonly task: TaskOutline }) {
  const shown = useSession(({ hints }) => hints[task.id] ?? none);
  if (task.hints === 0) return null;
  return (
    <section className="hints" aria-label="Hints" data-testid="hints">
      <ol aria-live="polite">
        {shown.map((hint) => (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown passes no HTML of the pack and sanitises its own.
          <li key={hint} className="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(hint) }} />
        ))}
      </ol>
      {shown.length < task.hints && (
        <button
          type="button"
          className="button"
          data-testid="hint-next"
          onClick={() => sendInput({ kind: 'hint', task: task.id })}
        >
          {shown.length === 0 ? 'Show a hint' : 'Show another hint'}
          <span className="muted">
            {shown.length} of {task.hints}
          </span>
        </button>
      )}
    </section>
  );
}

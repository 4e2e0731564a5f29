import type { CheckResult, TaskOutline } from '../../session/protocol.ts';
import { useSession } from '../session/session-view.ts';

/** The checks of a task as they stand now, each with its points, what is expected and what was found. */
export function Checks({ task }: { readonly task: TaskOutline }) {
  const grade = useSession(({ grades }) => grades[task.id]);
  if (grade === undefined) return <p className="muted">The checks are being read…</p>;
  const done = grade.earned === grade.points;
  return (
    <section className="checks" aria-label="Checks" data-testid="checks">
      <h2>
        Checks
        <span className={done ? 'score done' : 'score'} data-testid="task-score" aria-live="polite">
          {grade.earned} / {grade.points}
        </span>
      </h2>
      <div className="meter" aria-hidden="true">
        <i style={{ width: `${(100 * grade.earned) / Math.max(1, grade.points)}%` }} />
      </div>
      <ul>
        {grade.checks.map((check) => (
          <Check key={check.id} check={check} />
        ))}
      </ul>
      {done && (
        <p className="all-done" data-testid="task-done">
          All checks pass. Well done.
        </p>
      )}
    </section>
  );
}

function Check({ check }: { readonly check: CheckResult }) {
  return (
    <li
      className={check.passed ? 'check passed' : 'check'}
      data-testid={`check-${check.id}`}
      data-passed={check.passed}
    >
      <details open={!check.passed}>
        <summary>
          <svg className="check-mark" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="7" />
            {check.passed && <path d="M4.6 8.3l2.3 2.3 4.5-5" />}
          </svg>
          <span className="visually-hidden">{check.passed ? 'Passed: ' : 'Open: '}</span>
          <span className="grow">{check.title}</span>
          <span className="muted points">{check.points} p</span>
        </summary>
        <dl>
          <dt>Expected</dt>
          <dd>{check.expected}</dd>
          <dt>Found</dt>
          <dd>{check.found}</dd>
        </dl>
      </details>
    </li>
  );
}

import { useDryRun } from './run-file.ts';

/** What the server said to the last dry run. */
export function DryRunOutput() {
  const run = useDryRun(({ run }) => run);
  if (run === undefined) return null;
  const tone = run.status === undefined ? '' : run.status === 0 ? 'good' : 'bad';
  return (
    <section className="dry-run" aria-label="Dry-run output" data-testid="dry-run-output">
      <header>
        <span className={`status-word ${tone}`}>
          {run.status === undefined ? 'Asking…' : run.status === 0 ? 'Would be accepted' : 'Would be refused'}
        </span>
        <span className="muted grow ellipsis">{run.path}</span>
        <button
          type="button"
          className="button small ghost"
          aria-label="Close the dry-run output"
          onClick={() => useDryRun.setState({ run: undefined })}
        >
          ✕
        </button>
      </header>
      <pre role="status">{run.output}</pre>
    </section>
  );
}

import { useSession } from '../session/session-view.ts';

/** The cluster's clock, and how long the task has been under way in it. */
export function ClockDisplay() {
  const second = useSession(({ nowMs }) => Math.floor(nowMs / 1000));
  const started = useSession(({ taskStartedMs }) => Math.floor(taskStartedMs / 1000));
  const minutes = useSession(({ pack, task }) => pack?.tasks.find(({ id }) => id === task)?.minutes ?? 0);
  if (second === 0) return null;
  const passed = Math.max(0, second - started);
  const late = minutes > 0 && passed > minutes * 60;
  return (
    <span className="clock">
      <time title="The cluster's clock (UTC)" data-testid="clock" dateTime={new Date(second * 1000).toISOString()}>
        {new Date(second * 1000).toISOString().slice(11, 19)}
      </time>
      <span
        className={late ? 'timer late' : 'timer'}
        title="Time in this task, by the cluster's clock"
        data-testid="task-timer"
      >
        {format(passed)}
        {minutes > 0 && <span className="muted"> / {minutes} min</span>}
      </span>
    </span>
  );
}

const two = (number: number) => String(number).padStart(2, '0');
const format = (seconds: number) => `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;

import type { PackOutline } from '../../session/protocol.ts';
import { useSession } from '../session/session-view.ts';
import { goToTask } from './go-to-task.ts';

/** The tasks of the pack: a list with what each has earned, and the ways to the next and the last one. */
export function TaskNavigation({ pack, id }: { readonly pack: PackOutline; readonly id: string }) {
  const grades = useSession(({ grades }) => grades);
  const index = pack.tasks.findIndex((task) => task.id === id);
  const earned = pack.tasks.reduce((sum, task) => sum + (grades[task.id]?.earned ?? 0), 0);
  const points = pack.tasks.reduce((sum, task) => sum + task.points, 0);
  const step = (by: number) => pack.tasks[index + by];
  return (
    <header className="pane-head task-head">
      <select
        className="select grow"
        aria-label="Task"
        data-testid="task-list"
        value={id}
        onChange={(event) => goToTask(event.target.value)}
      >
        {pack.tasks.map((task, place) => (
          <option key={task.id} value={task.id}>
            {`${mark(grades[task.id]?.earned, task.points)} ${place + 1}. ${task.title}`}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="button small"
        aria-label="Previous task"
        data-testid="task-previous"
        disabled={step(-1) === undefined}
        onClick={() => goToTask(step(-1)!.id)}
      >
        ‹
      </button>
      <button
        type="button"
        className="button small"
        aria-label="Next task"
        data-testid="task-next"
        disabled={step(1) === undefined}
        onClick={() => goToTask(step(1)!.id)}
      >
        ›
      </button>
      <span className="total" title="Points in the whole pack" data-testid="total-grade">
        {earned}/{points}
      </span>
    </header>
  );
}

function mark(earned: number | undefined, points: number): string {
  if (earned === undefined) return '○';
  return earned === points ? '●' : '◐';
}

import { ask } from '../parts/ask.ts';
import { resetTask, sendInput } from '../session/session-controller.ts';
import { useSession } from '../session/session-view.ts';

/** Starts another task. It asks first when that would end unfinished work. */
export async function goToTask(task: string): Promise<void> {
  const { task: open, touched, grades, pack } = useSession.getState();
  if (task === open) return;
  const grade = grades[open];
  const unfinished = touched && (grade === undefined || grade.earned < grade.points);
  const again = grades[task] !== undefined;
  const title = pack?.tasks.find(({ id }) => id === task)?.title ?? task;
  if (
    (unfinished || again) &&
    !(await ask({
      title: `Start “${title}”?`,
      text: again
        ? 'You have worked on this task before. It starts again from the beginning, in a fresh cluster.'
        : 'The open task is not finished. Every task has its own cluster, so the work on this one ends here; its grade so far is kept.',
      yes: 'Start the task',
    }))
  )
    return;
  sendInput({ kind: 'start-task', task });
}

/** Begins the open task again, after asking. */
export async function restartTask(): Promise<void> {
  const sure = await ask({
    title: 'Reset this task?',
    text: 'The cluster and the files go back to how the task began. Hints you have seen stay.',
    yes: 'Reset',
  });
  if (sure) resetTask();
}

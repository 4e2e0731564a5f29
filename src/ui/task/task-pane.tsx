import { useMemo } from 'react';
import type { TaskOutline } from '../../session/protocol.ts';
import { useSession } from '../session/session-view.ts';
import { Checks } from './checks.tsx';
import { Hints } from './hints.tsx';
import { renderMarkdown } from './markdown.ts';
import { TaskNavigation } from './task-navigation.tsx';

/** What to do, and how much of it is done. */
export function TaskPane() {
  const { pack, task: id, status, problem } = useSession();
  const task = pack?.tasks.find((one) => one.id === id);
  return (
    <section className="pane" aria-label="Task" data-testid="pane-task">
      {pack !== undefined && <TaskNavigation pack={pack} id={id} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable to be scrolled by keyboard. */}
      <section className="task-scroll" tabIndex={0} aria-label="Task text">
        {task !== undefined && <TaskBody task={task} />}
        {pack === undefined && status === 'refused' && <pre className="problem">{problem}</pre>}
        {pack === undefined && status !== 'refused' && <Skeleton />}
      </section>
    </section>
  );
}

function TaskBody({ task }: { readonly task: TaskOutline }) {
  const html = useMemo(() => ({ __html: renderMarkdown(task.text) }), [task.text]);
  return (
    <>
      <h1 data-testid="task-title">{task.title}</h1>
      <p className="task-facts muted">
        {task.points} points · about {task.minutes} minutes
      </p>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown passes no HTML of the pack and sanitises its own. */}
      <div className="prose" data-testid="task-text" dangerouslySetInnerHTML={html} />
      <Checks task={task} />
      <Hints task={task} />
    </>
  );
}

function Skeleton() {
  return (
    <div className="skeleton" aria-hidden="true">
      <i style={{ width: '60%', height: 22 }} />
      <i style={{ width: '30%' }} />
      <i />
      <i />
      <i style={{ width: '80%' }} />
    </div>
  );
}

import type { Pack } from '../lab/pack.ts';
import type { PackOutline } from './protocol.ts';

/** What a person sees of a pack: no solutions, no checks, no hints before they are asked for. */
export function packOutline(pack: Pack): PackOutline {
  return {
    name: pack.name,
    title: pack.title,
    summary: pack.summary,
    tasks: pack.tasks.map((task) => ({
      id: task.id,
      title: task.title,
      points: task.checks.reduce((sum, { points }) => sum + points, 0),
      minutes: task.minutes,
      text: task.text,
      hints: task.hints.length,
    })),
  };
}

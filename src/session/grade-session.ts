import type { Pack } from '../lab/pack.ts';
import type { SessionFile, TaskGrade } from './protocol.ts';
import { createSession } from './session.ts';

export interface PackGrade {
  readonly pack: string;
  readonly points: number;
  readonly earned: number;
  readonly percent: number;
  readonly passed: boolean;
  /** Tasks in the pack's order; one that was never begun has earned nothing. */
  readonly tasks: readonly (TaskGrade & { readonly begun: boolean })[];
}

/** Replays a session and grades every task of its pack as it was left. */
export async function gradeSession(pack: Pack, file: SessionFile, hostTurn: () => Promise<void>): Promise<PackGrade> {
  const nothing = () => {};
  const session = await createSession({
    pack,
    seed: file.seed,
    hostTurn,
    terminal: { columns: 80, rows: 24 },
    events: { tty: nothing, taskStarted: nothing, hints: nothing, edit: nothing, file: nothing, logged: nothing },
  });
  await session.replay(file);
  return packGrade(pack, session.grades());
}

export function packGrade(pack: Pack, grades: readonly TaskGrade[]): PackGrade {
  const byTask = new Map(grades.map((grade) => [grade.task, grade]));
  const tasks = pack.tasks.map((task) => {
    const grade = byTask.get(task.id);
    const points = task.checks.reduce((sum, check) => sum + check.points, 0);
    return grade === undefined
      ? { task: task.id, points, earned: 0, checks: [], begun: false }
      : { ...grade, begun: true };
  });
  const sum = (pick: (task: TaskGrade) => number) => tasks.reduce((total, task) => total + pick(task), 0);
  const points = sum((task) => task.points);
  const earned = sum((task) => task.earned);
  const percent = points === 0 ? 0 : Math.floor((earned * 100) / points);
  return { pack: pack.name, points, earned, percent, passed: percent >= pack.passPercent, tasks };
}

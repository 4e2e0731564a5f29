import { checkCel } from './checks/cel.ts';
import { checkDaemonPods } from './checks/daemon-pods.ts';
import { checkFile } from './checks/file.ts';
import { checkWhatIf } from './checks/what-if.ts';
import type { GradeSource, Outcome } from './grade-source.ts';
import type { CheckSpec, Task } from './pack.ts';

export interface GradedCheck extends Outcome {
  readonly id: string;
  readonly title: string;
  readonly points: number;
}

export interface GradedTask {
  readonly task: string;
  readonly points: number;
  readonly earned: number;
  readonly checks: readonly GradedCheck[];
}

/** Grades a task as the cluster stands. Reads only; the same cluster always gets the same grade. */
export function gradeTask(task: Task, source: GradeSource): GradedTask {
  const checks = task.checks.map((check) => ({
    id: check.id,
    title: check.title,
    points: check.points,
    ...runCheck(check, source),
  }));
  const sum = (list: readonly { points: number }[]) => list.reduce((total, { points }) => total + points, 0);
  return { task: task.id, points: sum(checks), earned: sum(checks.filter(({ passed }) => passed)), checks };
}

function runCheck(check: CheckSpec, source: GradeSource): Outcome {
  switch (check.check) {
    case 'cel':
      return checkCel(check, source);
    case 'daemon-pods':
      return checkDaemonPods(check, source);
    case 'file':
      return checkFile(check, source);
    case 'what-if':
      return checkWhatIf(check, source);
  }
}

import { type GradedTask, gradeTask } from '../lab/grade.ts';
import type { Pack, Task } from '../lab/pack.ts';
import { START_AT } from './engine-version.ts';
import { machineGradeSource } from './machine-grade-source.ts';
import { openTask } from './open-task.ts';
import { runScript } from './run-script.ts';

/** One thing that was proved of a task, or why it could not be. */
export interface Proof {
  readonly task: string;
  readonly what: string;
  readonly problem?: string;
}

/** Cluster time between an answer and its grade, so that rollouts end and lost pods are noticed. */
const REST_MS = 120_000;

interface Host {
  hostTurn(): Promise<void>;
}

/**
 * Proves every task of a pack: the untouched start earns nothing, the solution earns everything, and each known wrong
 * answer fails the checks it is meant to fail.
 */
export async function provePack(pack: Pack, host: Host): Promise<readonly Proof[]> {
  const proofs: Proof[] = [];
  for (const task of pack.tasks) proofs.push(...(await proveTask(task, host)));
  return proofs;
}

export async function proveTask(task: Task, host: Host): Promise<readonly Proof[]> {
  const proofs: Proof[] = [];
  const prove = async (
    what: string,
    script: string,
    judge: (grade: GradedTask) => string | undefined,
  ): Promise<void> => {
    const proof = { task: task.id, what };
    try {
      const { grade, output, status } = await answer(task, script, host);
      const problem = judge(grade);
      const said = status === 0 ? '' : `\nthe script ended with status ${status}:\n${output.slice(-2000)}`;
      proofs.push(problem === undefined ? proof : { ...proof, problem: problem + said });
    } catch (error) {
      proofs.push({ ...proof, problem: (error as Error).message });
    }
  };

  await prove('the untouched start earns nothing', '', (grade) => {
    const passing = grade.checks.filter(({ passed }) => passed);
    return passing.length === 0 ? undefined : `passes at once: ${passing.map(({ id }) => id).join(', ')}`;
  });
  await prove('the solution earns everything', task.solution, (grade) => {
    const failing = grade.checks.filter(({ passed }) => !passed);
    if (failing.length === 0) return undefined;
    return failing.map(({ id, expected, found }) => `${id}: expected ${expected}; found ${found}`).join('\n');
  });
  for (const wrong of task.wrong) {
    await prove(`the wrong answer "${wrong.name}" fails ${wrong.fails.join(', ')}`, wrong.script, (grade) => {
      const passing = grade.checks.filter(({ id, passed }) => passed && wrong.fails.includes(id));
      return passing.length === 0 ? undefined : `passes all the same: ${passing.map(({ id }) => id).join(', ')}`;
    });
  }
  return proofs;
}

async function answer(
  task: Task,
  script: string,
  host: Host,
): Promise<{ grade: GradedTask; output: string; status: number }> {
  const machine = await openTask(task, 1, START_AT, host);
  const { output, status } = script === '' ? { output: '', status: 0 } : await runScript(machine, script);
  await machine.time.advanceTo(machine.time.now() + REST_MS);
  return {
    grade: gradeTask(task, machineGradeSource(machine.cluster, machine.files, machine.filesOf)),
    output,
    status,
  };
}

import { ApiError } from '../api/api-error.ts';
import { type ExecAnswer, execAnswer } from '../api/exec.ts';
import type { Pod } from '../api/types/pod.ts';
import type { ExecSource } from './serve-exec.ts';

/** What running a command came to, as the API server answers it. Refusals throw ApiError. */
export function answerExec(run: ExecSource) {
  return (pod: Pod, container: string, command: readonly string[], stdin: string): ExecAnswer => {
    const outcome = run(pod, container, command, stdin);
    if (outcome.kind === 'ran') return execAnswer(outcome.stdout, outcome.stderr, outcome.exitCode);
    if (outcome.code === 400) throw new ApiError(400, 'BadRequest', outcome.message);
    throw new ApiError(500, 'InternalError', `Internal error occurred: ${outcome.message}`, {
      causes: [{ message: outcome.message }],
    });
  };
}

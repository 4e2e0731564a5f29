import type { Status } from './transport.ts';

/**
 * What came of a command in a container: the whole of what the channels of `pods/exec` carry, because a simulated
 * command is over at once. Answered with 101, where a server switches protocols.
 */
export interface ExecAnswer {
  readonly stdout: string;
  readonly stderr: string;
  /** Success, or a failure whose cause ExitCode tells the exit status. Models the channel `error` of remotecommand v4. */
  readonly status: Pick<Status, 'metadata' | 'status'> & Partial<Status>;
}

/** The answer of a command that ended with this exit status. Models kubelet remotecommand ServeExec. */
export function execAnswer(stdout: string, stderr: string, exitCode: number): ExecAnswer {
  if (exitCode === 0) return { stdout, stderr, status: { metadata: {}, status: 'Success' } };
  const status: ExecAnswer['status'] = {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
  return { stdout, stderr, status };
}

/** The exit status that an answer tells of. */
export function exitCodeOf({ status }: ExecAnswer): number {
  if (status.status === 'Success') return 0;
  const cause = status.details?.causes?.find(({ reason }) => reason === 'ExitCode');
  return cause === undefined ? 1 : Number(cause.message);
}

/** A mistake or refusal that kubectl itself reports: printed as `error: MESSAGE`, exit status 1 unless told otherwise. */
export class KubectlError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.name = 'KubectlError';
    this.exitCode = exitCode;
  }
}

/** Ends the command with this status and prints nothing. Models cmdutil.ErrExit. */
export class SilentExit extends KubectlError {
  constructor(exitCode = 1) {
    super('', exitCode);
    this.name = 'SilentExit';
  }
}

/** A template that failed: what it had written before goes to standard output. */
export class PrintFailure extends KubectlError {
  readonly output: string;
  constructor(message: string, output: string) {
    super(message);
    this.name = 'PrintFailure';
    this.output = output;
  }
}

/** Several failures of one command, printed one a line. Models utilerrors.Aggregate. */
export class ErrorList extends Error {
  readonly errors: readonly unknown[];
  constructor(errors: readonly unknown[]) {
    super(joinedMessage(errors));
    this.name = 'ErrorList';
    this.errors = errors;
  }
}

/** Models utilerrors.Aggregate Error: one message as it is, several in brackets, each once. */
function joinedMessage(errors: readonly unknown[]): string {
  const messages = [...new Set(errors.map((error) => (error instanceof Error ? error.message : String(error))))];
  return messages.length === 1 ? messages[0]! : `[${messages.join(', ')}]`;
}

/** No kind or resource of the cluster fits. Models meta.NoKindMatchError; callers add where the name came from. */
export class NoMatchError extends KubectlError {
  constructor(message: string) {
    super(message);
    this.name = 'NoMatchError';
  }
}

/** Printed without `error: ` in front. Models meta.NoResourceMatchError in cmdutil.checkErr. */
export class UnprefixedError extends KubectlError {
  constructor(message: string) {
    super(message);
    this.name = 'UnprefixedError';
  }
}

/** Models cmdutil.UsageErrorf. */
export function usageError(command: { readonly path: string }, message: string): KubectlError {
  return new KubectlError(`${message}\nSee '${command.path} -h' for help and examples`);
}

/** What a part of kubectl that Drydock does not have answers. */
export function notSimulated(what: string): KubectlError {
  return new KubectlError(`not simulated in Drydock: ${what}`);
}

/** Throws nothing for no errors, the error itself for one, an ErrorList for several. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new ErrorList(errors);
}

import type { FlagValues } from '../../command.ts';
import { KubectlError } from '../../kubectl-error.ts';

/** Refuses a command line without flags that must be given. Models cobra ValidateRequiredFlags. */
export function requireFlag(flags: FlagValues, ...names: readonly string[]): void {
  const missing = names.filter((name) => !flags.changed(name));
  if (missing.length > 0) {
    throw new KubectlError(`required flag(s) ${missing.map((name) => `"${name}"`).join(', ')} not set`);
  }
}

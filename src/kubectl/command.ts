import type { KubectlContext } from './context.ts';
import type { KubectlIo } from './io.ts';

export type FlagType = 'string' | 'bool' | 'int' | 'duration' | 'stringArray' | 'stringSlice';

/** One flag as pflag knows it. */
export interface Flag {
  readonly name: string;
  readonly shorthand?: string;
  readonly type: FlagType;
  readonly default?: string;
  /** The value when the flag is given without one (`--dry-run`, `--cascade`); the flag then takes its value only after `=`. */
  readonly noValue?: string;
  readonly help: string;
  /** What help shows as the default where it is not the type's own way. */
  readonly shownDefault?: string;
  /** Closed set of values, for completion. */
  readonly values?: readonly string[];
  readonly hidden?: boolean;
  /** Whoever gives the flag is told so: `Flag --record has been deprecated, ...`. */
  readonly deprecated?: string;
}

/** Flag values after parsing; reading a flag that the command does not declare is a bug and throws. */
export interface FlagValues {
  string(name: string): string;
  bool(name: string): boolean;
  int(name: string): number;
  /** Milliseconds. */
  duration(name: string): number;
  list(name: string): readonly string[];
  /** Whether the command has this flag at all. */
  has(name: string): boolean;
  /** A command's own flag may hide a global one of another type, as `create rolebinding --user` does. */
  isText(name: string): boolean;
  /** Whether the person gave the flag. */
  changed(name: string): boolean;
  /** Every flag the person gave with its text, in their order. */
  given(): readonly (readonly [flag: Flag, text: string])[];
}

export interface ParsedCommand {
  /** The command as typed from the root: `kubectl rollout status`. For usage errors. */
  readonly path: string;
  readonly args: readonly string[];
  /** Number of `args` before `--`, or -1 without one. Models cobra ArgsLenAtDash. */
  readonly argsBeforeDash: number;
  readonly flags: FlagValues;
}

/** One kubectl command or group of commands (`rollout`, `set`, `create`); one file each, listed in `commands.ts`. */
export interface KubectlCommand {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** What other tools call it, for whoever types that word. Models cobra SuggestFor. */
  readonly knownAs?: readonly string[];
  readonly short: string;
  readonly long?: string;
  readonly examples?: string;
  /** Words behind the command in its usage line. */
  readonly usage: string;
  readonly flags?: readonly Flag[];
  readonly subcommands?: readonly KubectlCommand[];
  /** A group named without one of its commands shows its help on stderr; this one does on stdout. */
  readonly helpOnStdout?: boolean;
  /** Returns the exit status. Throws KubectlError (shown as `error: ...`) or ApiError (`Error from server (...)`). */
  run?(command: ParsedCommand, context: KubectlContext, io: KubectlIo): Promise<number>;
  /** What the positional arguments complete to. */
  readonly completes?:
    | 'resource-then-name'
    | 'resource/name'
    | 'name:nodes'
    | 'name:pods'
    | 'name:namespaces'
    | 'contexts'
    | 'files'
    | 'none';
  /** The heading of `kubectl --help` it stands under. */
  readonly section?: string;
}

/** What an image's own process does when a container does not say otherwise. */
export interface ImageProcess {
  /** The program keeps running, or ends by itself. */
  readonly ends?: { readonly afterMs: number; readonly exitCode: number };
  /** TCP ports it accepts connections on, and the delay after start until it does. */
  readonly ports?: readonly number[];
  readonly listensAfterMs?: number;
  /** The HTTP paths it serves as it comes; undefined: every path. */
  readonly paths?: readonly string[];
  /** Lines written at start. */
  readonly log?: readonly string[];
  /** Any one of these environment variables (or the host network, where that is enough) lets it run; without, it fails. */
  readonly needs?: {
    readonly anyEnv: readonly string[];
    readonly afterMs: number;
    readonly exitCode: number;
    readonly log: readonly string[];
  };
  /** Ends this long after SIGTERM; `ignored` waits for SIGKILL. Default: 300 ms, exit code 0. */
  readonly onTerm?: 'ignored' | { readonly afterMs: number; readonly exitCode: number };
}

export interface KnownImage {
  readonly repository: string;
  readonly sizeBytes: number;
  /** Exact sizes of some tags. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** The newest version there is, so that a tag above it does not exist. */
  readonly newest?: string;
  /** Bytes a millisecond that its registry gives, if that is not the usual speed. */
  readonly pullSpeed?: number;
  /** The user that its process runs as; absent: root. */
  readonly user?: number;
  /** What its process needs of memory when it is at rest; absent: `usualMemoryBytes`. */
  readonly memoryBytes?: number;
  /** The only programs in the image; absent: it has a shell and the usual ones. */
  readonly programs?: readonly string[];
  /** No `entrypoint`: the arguments of a container are the command, as with busybox. */
  readonly shell?: boolean;
  readonly process: ImageProcess;
}

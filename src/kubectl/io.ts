import type { Transport } from '../api/transport.ts';
import type { Millis } from '../sim/clock.ts';

/** All that kubectl may touch; made by the simulated shell, or by the `drydock` command in Node. */
export interface KubectlIo {
  /** Without the word `kubectl`. */
  readonly args: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly stdout: TextOut;
  readonly stderr: TextOut;
  /** All of standard input. */
  readStdin(): Promise<string>;
  /** One line of standard input (prompts); undefined at its end. */
  readStdinLine(): Promise<string | undefined>;
  readonly files: KubectlFiles;
  readonly clock: { now(): Millis; sleep(ms: Millis, signal?: AbortSignal): Promise<void> };
  readonly signal: AbortSignal;
  /** undefined when standard output is no terminal. */
  readonly terminal: { readonly columns: number } | undefined;
  /** Opens a connection for one cluster and user of a kubeconfig. */
  connect(target: ConnectTarget): Transport;
  /** Runs a program in the surroundings kubectl was started in (an editor, diff); returns its exit status. */
  run(line: string, stdout?: TextOut): Promise<number>;
  /** Letters and digits for temporary file names; seeded in the simulated shell. */
  randomSuffix(): string;
}

export interface TextOut {
  write(text: string): Promise<void>;
}

/** Paths may be relative to the working directory. */
export interface KubectlFiles {
  read(path: string): string | undefined;
  /** The bytes of a file; only where files may hold something else than text. */
  readBytes?(path: string): Uint8Array | undefined;
  write(path: string, text: string): void;
  remove(path: string): void;
  kind(path: string): 'file' | 'directory' | undefined;
  /** Names in a directory, sorted. */
  list(path: string): readonly string[];
  /** Makes a directory and those above it; an existing one is left as it is. */
  makeDirectory(path: string): void;
}

export interface ConnectTarget {
  readonly server: string;
  readonly certificateAuthorityData?: string;
  readonly certificateAuthority?: string;
  readonly insecureSkipTlsVerify?: boolean;
  readonly token?: string;
  readonly clientCertificateData?: string;
  readonly clientKeyData?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  readonly username?: string;
  readonly password?: string;
}

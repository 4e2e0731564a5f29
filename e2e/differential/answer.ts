/** What a command answered, byte for byte. */
export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

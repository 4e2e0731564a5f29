import type { Client } from '../cluster/client/client.ts';
import type { Millis } from '../sim/clock.ts';
import type { WhatIfStep } from './pack.ts';

/** What checks may look at. Nothing here can change the cluster that is graded. */
export interface GradeSource {
  readonly client: Pick<Client, 'get' | 'list'>;
  /** The text of a file of the person; undefined when there is none. Relative paths start in the home directory. */
  readFile(path: string): string | undefined;
  readonly now: Millis;
  /** A copy of the cluster in which the steps were taken and the time has passed. */
  whatIf(steps: readonly WhatIfStep[], seconds: number): GradeSource;
}

/** What one check came to. */
export interface Outcome {
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
}

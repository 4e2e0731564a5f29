import type { Job, JobCondition, JobStatus } from '../../../api/types/job.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { BackoffRecord } from './job-backoff.ts';

/** What one turn over a Job has found out and decided so far. */
export interface JobSync {
  readonly key: string;
  job: Job;
  status: JobStatus;
  readonly pods: readonly Pod[];
  readonly activePods: readonly Pod[];
  active: number;
  ready: number;
  terminating: number;
  succeeded: number;
  failed: number;
  /** How the Job ends, if it does. */
  finished: JobCondition | undefined;
  readonly backoff: BackoffRecord;
  /** Indexes done as of the last status, and with what has ended since. */
  readonly indexesBefore: ReadonlySet<number>;
  readonly succeededIndexes: ReadonlySet<number>;
  /** Only with a back-off limit of each index. */
  readonly failedIndexes: ReadonlySet<number> | undefined;
  readonly toReplace: ReadonlyMap<number, Pod>;
}

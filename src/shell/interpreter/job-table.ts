import type { Process } from './process.ts';

export interface Job {
  readonly id: number;
  readonly pid: number;
  readonly process: Process;
  /** The other processes of a pipeline. */
  readonly others: readonly Process[];
  readonly text: string;
  readonly done: Promise<number>;
  /** undefined while it runs. */
  status: number | undefined;
  /** By Ctrl-Z. */
  stopped: boolean;
  /** Whether its end was told at the prompt or waited for. */
  told: boolean;
}

export interface JobTable {
  readonly jobs: Job[];
  add(process: Process, text: string, done: Promise<number>, others?: readonly Process[]): Job;
  remove(job: Job): void;
  /** By `%1`, `%%`, `%+`, `%-`, `%name` or a process id. */
  find(name: string): Job | undefined;
}

export function createJobTable(): JobTable {
  const jobs: Job[] = [];
  return {
    jobs,
    add(process, text, done, others = []) {
      const id = (jobs.at(-1)?.id ?? 0) + 1;
      const job: Job = {
        id,
        pid: process.pid,
        process,
        others,
        text,
        done,
        status: undefined,
        stopped: false,
        told: false,
      };
      void done.then((status) => {
        job.status = status;
      });
      jobs.push(job);
      return job;
    },
    remove(job) {
      const at = jobs.indexOf(job);
      if (at !== -1) jobs.splice(at, 1);
    },
    find(name) {
      if (!name.startsWith('%')) return jobs.find((job) => String(job.pid) === name);
      const rest = name.slice(1);
      if (rest === '' || rest === '%' || rest === '+') return jobs.at(-1);
      if (rest === '-') return jobs.at(-2);
      if (/^\d+$/.test(rest)) return jobs.find((job) => job.id === Number(rest));
      return jobs.findLast((job) => job.text.startsWith(rest));
    },
  };
}

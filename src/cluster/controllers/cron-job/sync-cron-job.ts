import { ApiError } from '../../../api/api-error.ts';
import { parseCronSchedule } from '../../../api/cron-schedule.ts';
import { goQuote } from '../../../api/go-quote.ts';
import { jobs } from '../../../api/resources.ts';
import { formatTime, parseTime } from '../../../api/time.ts';
import { findTimeZone, type TimeZone } from '../../../api/time-zone.ts';
import type { CronJob, CronJobStatus, Job } from '../../../api/types/job.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { ComponentContext } from '../../client/component.ts';
import { controllerOf } from '../controller-ref.ts';
import { finishedCondition } from '../job/job-conditions.ts';
import { RetryError } from '../retry-error.ts';
import { jobDraftAt, jobNameAt } from './job-of-cron-job.ts';
import { mostRecentTime, timesOf, untilNextTime } from './schedule-times.ts';

export interface CronJobTurn {
  status: CronJobStatus;
  readonly cronJob: CronJob;
  readonly say: (type: 'Normal' | 'Warning', reason: string, message: string) => void;
}

/** Takes note of what the CronJob's Jobs have come to. Models the first half of syncCronJob. */
export function noteJobs({ client }: ComponentContext, turn: CronJobTurn, owned: readonly Job[]): void {
  const { metadata } = turn.cronJob;
  const isListed = (uid: string) => turn.status.active?.some((one) => one.uid === uid) === true;
  for (const job of owned) {
    const { name, uid } = job.metadata;
    const end = finishedCondition(job);
    if (end === undefined) {
      const message = `Saw a job that the controller did not create or forgot: ${name}`;
      if (!isListed(uid)) turn.say('Warning', 'UnexpectedJob', message);
      continue;
    }
    if (isListed(uid)) {
      dropActive(turn, uid);
      turn.say('Normal', 'SawCompletedJob', `Saw completed job: ${name}, condition: ${end.type}`);
    }
    const { completionTime } = job.status;
    const last = parseTime(turn.status.lastSuccessfulTime);
    const done = parseTime(completionTime);
    if (end.type === 'Complete' && completionTime !== undefined && done !== undefined) {
      if (last === undefined || done > last) turn.status = { ...turn.status, lastSuccessfulTime: completionTime };
    }
  }
  for (const { name = '', uid = '' } of turn.status.active ?? []) {
    if (owned.some((job) => job.metadata.uid === uid)) continue;
    if (client.get(jobs, metadata.namespace, name) !== undefined) continue;
    turn.say('Normal', 'MissingJob', `Active job went missing: ${name}`);
    dropActive(turn, uid);
  }
}

/** Starts a Job if it is time; returns how long until the next time. Models the second half of syncCronJob. */
export function startDueJob(context: ComponentContext, turn: CronJobTurn): Millis | undefined {
  const { cronJob, say } = turn;
  const { spec } = cronJob;
  const nowMs = context.world.clock.now();
  const zone = findTimeZone(spec.timeZone ?? '');
  if (zone === undefined) {
    const problem = `unknown time zone ${spec.timeZone}`;
    say('Warning', 'UnknownTimeZone', `invalid timeZone: ${goQuote(spec.timeZone!)}: ${problem}`);
    return undefined;
  }
  if (spec.suspend === true) return undefined;
  const schedule = parseCronSchedule(spec.schedule);
  if ('error' in schedule) {
    say('Warning', 'UnparseableSchedule', `unparseable schedule: ${goQuote(spec.schedule)} : ${schedule.error}`);
    return undefined;
  }
  const next = timesOf(schedule, zone);
  const { recentMs, missed, error } = mostRecentTime(cronJob, nowMs, next, true);
  if (error !== undefined) {
    say('Warning', 'InvalidSchedule', `invalid schedule: ${spec.schedule} : ${error}`);
    return undefined;
  }
  const wait = () => untilNextTime({ ...cronJob, status: turn.status }, nowMs, next);
  if (recentMs === undefined) return wait();
  if (missed === 'many') {
    const advice = 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
    say('Warning', 'TooManyMissedTimes', advice);
  }
  const deadline = spec.startingDeadlineSeconds;
  if (deadline !== undefined && recentMs + deadline * 1000 < nowMs) {
    say('Warning', 'MissSchedule', `Missed scheduled time to start a job: ${rfc1123(recentMs)}`);
    return wait();
  }
  const active = turn.status.active ?? [];
  const name = jobNameAt(cronJob, recentMs);
  if (active.some((one) => one.name === name) || parseTime(turn.status.lastScheduleTime) === recentMs) return wait();
  if (spec.concurrencyPolicy === 'Forbid' && active.length > 0) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
    say('Normal', 'JobAlreadyActive', message);
    return wait();
  }
  if (spec.concurrencyPolicy === 'Replace') replaceActive(context, turn);
  const job = createJob(context, turn, recentMs, zone);
  if (job === undefined) return undefined;
  const { namespace, uid, resourceVersion } = job.metadata;
  const reference = { apiVersion: 'batch/v1', kind: 'Job', name, namespace: namespace!, resourceVersion, uid };
  turn.status = {
    ...turn.status,
    active: [...(turn.status.active ?? []), reference],
    lastScheduleTime: formatTime(recentMs),
  };
  return wait();
}

function createJob(context: ComponentContext, turn: CronJobTurn, atMs: Millis, zone: TimeZone): Job | undefined {
  const { cronJob, say, status } = turn;
  const { namespace, uid } = cronJob.metadata;
  try {
    const job = context.client.create(jobs, namespace, jobDraftAt(cronJob, atMs, zone));
    say('Normal', 'SuccessfulCreate', `Created job ${job.metadata.name}`);
    return job;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating')) throw error;
    if (error.reason !== 'AlreadyExists') {
      say('Warning', 'FailedCreate', `Error creating job: ${error.message}`);
      throw error;
    }
    const job = context.client.get(jobs, namespace, jobNameAt(cronJob, atMs));
    if (job === undefined || controllerOf(job)?.uid !== uid) return undefined;
    return status.active?.some((one) => one.uid === job.metadata.uid) === true ? undefined : job;
  }
}

function replaceActive(context: ComponentContext, turn: CronJobTurn): void {
  for (const { namespace, name = '' } of turn.status.active ?? []) {
    const job = context.client.get(jobs, namespace, name);
    if (job === undefined) {
      turn.say('Warning', 'FailedGet', `Get job: jobs.batch "${name}" not found`);
      throw new RetryError(`jobs.batch "${name}" not found`);
    }
    if (!deleteJob(context, turn, job)) throw new RetryError(`could not replace job ${namespace}/${name}`);
  }
}

/** Deletes ended Jobs beyond the limits of the history. Models cleanupFinishedJobs. */
export function cleanUpHistory(context: ComponentContext, turn: CronJobTurn, owned: readonly Job[]): void {
  const { successfulJobsHistoryLimit: good, failedJobsHistoryLimit: bad } = turn.cronJob.spec;
  for (const [type, limit] of [
    ['Complete', good],
    ['Failed', bad],
  ] as const) {
    if (limit === undefined) continue;
    const ended = owned.filter((job) => finishedCondition(job)?.type === type).sort(byStartTime);
    for (const job of ended.slice(0, Math.max(0, ended.length - limit))) {
      if (job.metadata.deletionTimestamp === undefined) deleteJob(context, turn, job);
    }
  }
}

function byStartTime(a: Job, b: Job): number {
  const started = ({ status }: Job) => parseTime(status.startTime) ?? Number.MAX_SAFE_INTEGER;
  return started(a) - started(b) || (a.metadata.name < b.metadata.name ? -1 : 1);
}

function deleteJob({ client }: ComponentContext, turn: CronJobTurn, { metadata }: Job): boolean {
  try {
    client.delete(jobs, metadata.namespace, metadata.name, { propagationPolicy: 'Background' });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    turn.say('Warning', 'FailedDelete', `Deleted job: ${error.message}`);
    return false;
  }
  dropActive(turn, metadata.uid);
  turn.say('Normal', 'SuccessfulDelete', `Deleted job ${metadata.name}`);
  return true;
}

function dropActive(turn: CronJobTurn, uid: string): void {
  if (turn.status.active?.some((one) => one.uid === uid) !== true) return;
  const { active, ...rest } = turn.status;
  const left = active!.filter((one) => one.uid !== uid);
  turn.status = left.length === 0 ? rest : { ...rest, active: left };
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Mon, 05 Jan 2026 09:00:00 +0000`. */
function rfc1123(ms: Millis): string {
  const date = new Date(ms);
  const day = String(date.getUTCDate()).padStart(2, '0');
  const time = formatTime(ms).slice(11, 19);
  return `${WEEKDAYS[date.getUTCDay()]}, ${day} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time} +0000`;
}

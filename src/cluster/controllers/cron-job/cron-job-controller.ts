import { parseCronSchedule } from '../../../api/cron-schedule.ts';
import { cronJobs, jobs } from '../../../api/resources.ts';
import { findTimeZone } from '../../../api/time-zone.ts';
import type { CronJob } from '../../../api/types/job.ts';
import type { Millis, TaskId } from '../../../sim/clock.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { controllerOf } from '../controller-ref.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { timesOf, untilNextTime } from './schedule-times.ts';
import { type CronJobTurn, cleanUpHistory, noteJobs, startDueJob } from './sync-cron-job.ts';

/** Starts Jobs by the clock. Models pkg/controller/cronjob. */
export function createCronJobController(context: ComponentContext): ReconcilerHandle {
  const { world, client, events } = context;
  const { clock } = world;
  const { due } = world.state('cron-job-controller', () => ({
    due: new Map<string, { readonly at: Millis; readonly id: TaskId }>(),
  }));

  const syncs = runReconciler(world, client, {
    name: 'cron-job',
    looksAgainAtRest: true,
    triggers: [
      trigger(jobs, ({ object, old }) =>
        [object, ...(old === undefined ? [] : [old])].flatMap((job) => {
          const owner = controllerOf(job);
          return owner?.kind === 'CronJob' ? [`${job.metadata.namespace}/${owner.name}`] : [];
        }),
      ),
    ],
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const cronJob = client.get(cronJobs, namespace, name);
      if (cronJob !== undefined) sync(key, cronJob);
      return undefined;
    },
  });

  // A schedule never comes to rest, so waiting for its next time must not keep the clock from settling.
  const alarm = clock.task<string>(
    'cron-job/due',
    (key) => {
      due.delete(key);
      syncs.enqueue(key);
    },
    { background: true },
  );

  /** Of several wishes for a CronJob the earliest counts, as in client-go's delaying queue. */
  function wake(key: string, delayMs: Millis | undefined): void {
    if (delayMs === undefined) return;
    const at = clock.now() + delayMs;
    const waiting = due.get(key);
    if (waiting !== undefined && waiting.at <= at) return;
    if (waiting !== undefined) clock.cancel(waiting.id);
    due.set(key, { at, id: alarm.after(delayMs, key) });
  }

  /** Models cronjob_controllerv2.go sync. */
  function sync(key: string, cronJob: CronJob): void {
    const { namespace, uid } = cronJob.metadata;
    const owned = client
      .list(jobs, { namespace: namespace!, owner: uid })
      .filter((job) => controllerOf(job)?.uid === uid);
    const turn: CronJobTurn = {
      cronJob,
      status: cronJob.status,
      say: (type, reason, message) => events.event(cronJob, type, reason, message),
    };
    try {
      cleanUpHistory(context, turn, owned);
      noteJobs(context, turn, owned);
      if (cronJob.metadata.deletionTimestamp === undefined) wake(key, startDueJob(context, turn));
    } finally {
      if (turn.status !== cronJob.status) client.updateStatus(cronJobs, { ...cronJob, status: turn.status });
    }
  }

  /** Models updateCronJob: a new schedule first holds from its next time on. */
  client.watch(cronJobs, ({ type, object, old }) => {
    if (type === 'DELETED') return;
    const key = keyOf(object);
    const { schedule, timeZone = '' } = object.spec;
    if (old === undefined || (old.spec.schedule === schedule && (old.spec.timeZone ?? '') === timeZone)) {
      syncs.enqueue(key);
      return;
    }
    const parsed = parseCronSchedule(schedule);
    const zone = findTimeZone(timeZone);
    if ('error' in parsed || zone === undefined) syncs.enqueue(key);
    else wake(key, untilNextTime(object, clock.now(), timesOf(parsed, zone)));
  });
  return syncs;
}

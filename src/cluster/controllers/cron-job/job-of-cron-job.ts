import type { Draft } from '../../../api/object.ts';
import { formatTime } from '../../../api/time.ts';
import type { TimeZone } from '../../../api/time-zone.ts';
import type { CronJob, Job } from '../../../api/types/job.ts';
import type { Millis } from '../../../sim/clock.ts';
import { controllerRef } from '../controller-ref.ts';

/** The name says the minute, so that no time is served twice. Models getJobName. */
export const jobNameAt = ({ metadata }: CronJob, atMs: Millis): string =>
  `${metadata.name}-${Math.floor(atMs / 60_000)}`;

/** Models getJobFromTemplate2. */
export function jobDraftAt(cronJob: CronJob, atMs: Millis, zone: TimeZone): Draft<Job> {
  const { metadata, spec } = cronJob.spec.jobTemplate;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobNameAt(cronJob, atMs),
      ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
      annotations: {
        ...metadata?.annotations,
        'batch.kubernetes.io/cronjob-scheduled-timestamp': inZone(atMs, zone(atMs)),
      },
      ownerReferences: [controllerRef(cronJob)],
    },
    spec: spec ?? { template: {} },
  };
}

function inZone(atMs: Millis, zoneMs: Millis): string {
  if (zoneMs === 0) return formatTime(atMs);
  const minutes = Math.abs(zoneMs) / 60_000;
  const two = (count: number) => String(count).padStart(2, '0');
  const ahead = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${formatTime(atMs + zoneMs).slice(0, -1)}${zoneMs < 0 ? '-' : '+'}${ahead}`;
}

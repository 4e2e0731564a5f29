import type { Draft } from '../../../api/object.ts';
import { formatTime } from '../../../api/time.ts';
import type { CronJob, Job } from '../../../api/types/job.ts';
import type { Millis } from '../../../sim/clock.ts';
import { controllerRef } from '../controller-ref.ts';

/** The name says the minute, so that no time is served twice. Models getJobName. */
export const jobNameAt = ({ metadata }: CronJob, atMs: Millis): string =>
  `${metadata.name}-${Math.floor(atMs / 60_000)}`;

/** Models getJobFromTemplate2. */
export function jobDraftAt(cronJob: CronJob, atMs: Millis, zoneMs: Millis): Draft<Job> {
  const { metadata, spec } = cronJob.spec.jobTemplate;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobNameAt(cronJob, atMs),
      ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
      annotations: {
        ...metadata?.annotations,
        'batch.kubernetes.io/cronjob-scheduled-timestamp': inZone(atMs, zoneMs),
      },
      ownerReferences: [controllerRef(cronJob)],
    },
    spec: spec ?? { template: {} },
  };
}

function inZone(atMs: Millis, zoneMs: Millis): string {
  if (zoneMs === 0) return formatTime(atMs);
  const hours = String(Math.abs(zoneMs) / 3_600_000).padStart(2, '0');
  return `${formatTime(atMs + zoneMs).slice(0, -1)}${zoneMs < 0 ? '-' : '+'}${hours}:00`;
}

import { podCondition } from '../../../api/pod-conditions.ts';
import { parseTime } from '../../../api/time.ts';
import type { ContainerStatus } from '../../../api/types/container.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';

const FIRST_MS = 10_000;
const LONGEST_MS = 600_000;

/** How a Job's pods have failed since one last succeeded. */
export interface BackoffRecord {
  readonly failures: number;
  readonly lastFailureMs: Millis;
}

/** Models pkg/controller/job/backoff_utils.go newBackoffRecord. */
export function nextBackoff(
  record: BackoffRecord | undefined,
  succeeded: readonly Pod[],
  failed: readonly Pod[],
): BackoffRecord {
  const lastSuccess = succeeded.length === 0 ? undefined : Math.max(...succeeded.map(finishedAt));
  let { failures, lastFailureMs } = record ?? { failures: 0, lastFailureMs: 0 };
  if (lastSuccess !== undefined) {
    failures = 0;
    lastFailureMs = 0;
  }
  for (const at of failed.map(finishedAt)) {
    if (lastSuccess !== undefined && at <= lastSuccess) continue;
    failures++;
    lastFailureMs = Math.max(lastFailureMs, at);
  }
  return { failures, lastFailureMs };
}

/** How long no new pod may be made. Models getRemainingTimeForFailuresCount. */
export function remainingBackoff({ failures, lastFailureMs }: BackoffRecord, nowMs: Millis): Millis {
  if (failures === 0) return 0;
  const backoff = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return Math.max(0, lastFailureMs + backoff - nowMs);
}

/** When a pod ended: as its containers say, or its conditions, or its deletion. Models getFinishedTime. */
export function finishedAt({ metadata, spec, status }: Pod): Millis {
  const ended = endOf(status.containerStatuses);
  const sidecars = new Set(
    (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name),
  );
  const sidecarsEnded = endOf(status.initContainerStatuses?.filter(({ name }) => sidecars.has(name)));
  // As in Kubernetes, sidecars that have ended tell the time also when the other containers don't.
  if (sidecarsEnded !== 'running' && (sidecarsEnded ?? ended) !== undefined) {
    const times = [ended, sidecarsEnded].filter((end) => typeof end === 'number');
    if (times.length > 0) return Math.max(...times);
  }
  const ready = podCondition({ status }, 'Ready');
  const unready = ready?.status === 'False' ? parseTime(ready.lastTransitionTime) : undefined;
  if (unready !== undefined) return unready;
  const deletion = parseTime(metadata.deletionTimestamp);
  if (deletion !== undefined) return deletion - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
  return parseTime(metadata.creationTimestamp) ?? 0;
}

/** When the last of some containers ended. Models latestFinishTime. */
function endOf(statuses: readonly ContainerStatus[] = []): Millis | 'running' | undefined {
  let last: Millis | undefined;
  for (const { state } of statuses) {
    const end = parseTime(state?.terminated?.finishedAt);
    if (end === undefined) return 'running';
    last = Math.max(last ?? end, end);
  }
  return last;
}

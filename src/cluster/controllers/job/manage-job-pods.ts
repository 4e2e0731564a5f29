import { isPodReady } from '../../../api/pod-conditions.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { ComponentContext } from '../../client/component.ts';
import { createPod, deletePod } from '../pod-control.ts';
import { slowStart } from '../slow-start.ts';
import { failuresBefore } from './index-failures.ts';
import { finishedAt, remainingBackoff } from './job-backoff.ts';
import { completionIndexOf, isIndexed } from './job-indexes.ts';
import { jobPodDraft } from './job-pod-draft.ts';
import { byProgress, isTerminating, replacesOnlyFailed, untrack } from './job-pods.ts';
import type { JobSync } from './job-sync.ts';

/** More pods are neither made nor deleted in one turn. */
const MOST_PER_SYNC = 500;

export interface Managed {
  readonly errors: readonly Error[];
  /** When to look again because of a back-off. */
  readonly waitMs?: Millis;
}

/** Makes or deletes pods until as many work as should. Models pkg/controller/job manageJob. */
export function manageJobPods(context: ComponentContext, sync: JobSync): Managed {
  const { job, activePods } = sync;
  const { parallelism = 1, completions, suspend } = job.spec;
  if (suspend === true) return { errors: deletePods(context, sync, surplus(sync, activePods.length), true) };
  const remaining =
    completions === undefined
      ? sync.succeeded > 0
        ? activePods.length
        : parallelism
      : Math.max(0, Math.min(parallelism, completions - sync.succeeded));
  const doomed = surplus(sync, Math.max(0, activePods.length - remaining)).slice(0, MOST_PER_SYNC);
  if (doomed.length > 0) return { errors: deletePods(context, sync, doomed, true) };
  const missing = remaining - activePods.length - (replacesOnlyFailed(job) ? sync.terminating : 0);
  return missing > 0 ? createPods(context, sync, Math.min(missing, MOST_PER_SYNC), missing) : { errors: [] };
}

function createPods(context: ComponentContext, sync: JobSync, count: number, missing: number): Managed {
  const { job } = sync;
  const nowMs = context.world.clock.now();
  const perIndex = job.spec.backoffLimitPerIndex !== undefined;
  const wait = perIndex ? 0 : remainingBackoff(sync.backoff, nowMs);
  let indexes: readonly (number | undefined)[] = Array<undefined>(count).fill(undefined);
  if (wait > 0) {
    sync.active = 0;
    return { errors: [], waitMs: wait };
  }
  if (isIndexed(job)) {
    const pending = firstPendingIndexes(sync, Math.min(count, missing));
    const waits = pending.map((index) => (perIndex ? indexBackoff(sync.toReplace.get(index), nowMs) : 0));
    indexes = pending.filter((_, i) => waits[i] === 0);
    if (indexes.length === 0 && pending.length > 0) {
      sync.active = 0;
      return { errors: [], waitMs: Math.min(...waits) };
    }
  }
  const errors = slowStart(indexes.length, (i) => {
    const index = indexes[i];
    const replaced = index === undefined ? undefined : sync.toReplace.get(index);
    const made = createPod(context, job, jobPodDraft(job, index, replaced));
    if (made instanceof Error) return made;
    sync.active++;
    return undefined;
  });
  return { errors };
}

/** Models getRemainingTimePerIndex. */
function indexBackoff(replaced: Pod | undefined, nowMs: Millis): Millis {
  if (replaced === undefined) return 0;
  return remainingBackoff({ failures: failuresBefore(replaced) + 1, lastFailureMs: finishedAt(replaced) }, nowMs);
}

/** Models firstPendingIndexes. */
function firstPendingIndexes(sync: JobSync, count: number): readonly number[] {
  const { job, activePods, pods, succeededIndexes, failedIndexes } = sync;
  const completions = job.spec.completions ?? 0;
  const busy = new Set<number | undefined>();
  const workers = replacesOnlyFailed(job) ? [...activePods, ...pods.filter(isTerminating)] : activePods;
  for (const pod of workers) busy.add(completionIndexOf(pod, completions));
  const pending: number[] = [];
  for (let index = 0; index < completions && pending.length < count; index++) {
    if (!busy.has(index) && !succeededIndexes.has(index) && failedIndexes?.has(index) !== true) pending.push(index);
  }
  return pending;
}

/** Pods too many: of an indexed Job also all but one of each index. Models activePodsForRemoval. */
function surplus({ job, activePods }: JobSync, atLeast: number): readonly Pod[] {
  const doomed: Pod[] = [];
  let left = [...activePods];
  if (isIndexed(job)) {
    const best = new Map<number, Pod>();
    for (const pod of left) {
      const index = completionIndexOf(pod, job.spec.completions ?? 0);
      const other = index === undefined ? undefined : best.get(index);
      if (index === undefined) doomed.push(pod);
      else if (other === undefined) best.set(index, pod);
      else {
        const worse = byProgress(pod, other) < 0 ? pod : other;
        doomed.push(worse);
        best.set(index, worse === pod ? other : pod);
      }
    }
    left = [...best.values()];
  }
  if (doomed.length < atLeast) doomed.push(...left.sort(byProgress).slice(0, atLeast - doomed.length));
  return doomed;
}

/** Deletes pods; those that nobody will count lose their finalizer first. Models deleteJobPods and deleteActivePods. */
export function deletePods(
  context: ComponentContext,
  sync: JobSync,
  doomed: readonly Pod[],
  untracked: boolean,
): readonly Error[] {
  const errors: Error[] = [];
  for (const pod of doomed) {
    if (untracked) untrack(context.client, pod);
    const error = deletePod(context, sync.job, pod.metadata.name);
    if (error === undefined) {
      sync.active--;
      sync.terminating++;
    } else errors.push(error);
    if (isPodReady(pod)) sync.ready--;
  }
  return errors;
}

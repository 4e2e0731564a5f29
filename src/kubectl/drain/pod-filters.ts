import type { OwnerReference } from '../../api/object.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';

/** Models kubectl/pkg/drain/filters.go PodDeleteStatus. */
export interface PodVerdict {
  readonly delete: boolean;
  readonly reason: 'Okay' | 'Skip' | 'Warning' | 'Error';
  readonly message: string;
}

export interface DrainOptions {
  readonly force: boolean;
  readonly ignoreDaemonSets: boolean;
  readonly deleteEmptyDirData: boolean;
  /** 0 waits for every pod. */
  readonly skipWaitForDeleteTimeoutSeconds: number;
}

/** What the look-up of a pod's DaemonSet gave: found, or the error's text and whether it was NotFound. */
export type DaemonSetLookup =
  | { readonly found: true }
  | { readonly found: false; readonly notFound: boolean; readonly message: string };

const okay: PodVerdict = { delete: true, reason: 'Okay', message: '' };
const skip: PodVerdict = { delete: false, reason: 'Skip', message: '' };
const warning = (deletes: boolean, message: string): PodVerdict => ({ delete: deletes, reason: 'Warning', message });
const error = (message: string): PodVerdict => ({ delete: false, reason: 'Error', message });

/** Whether a pod has been terminating for longer than `--skip-wait-for-delete-timeout`. */
export function isSkipped(pod: Pod, skipSeconds: number, now: Millis): boolean {
  const deletedAt = pod.metadata.deletionTimestamp;
  if (skipSeconds <= 0 || deletedAt === undefined) return false;
  return Math.trunc((now - Date.parse(deletedAt)) / 1000) > skipSeconds;
}

export function controllerOf(pod: Pod): OwnerReference | undefined {
  return pod.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

/**
 * What drain does with a pod: the filters in order, until one keeps the pod; the last verdict counts, so that a
 * warning of an earlier filter is lost, as it is upstream. Models kubectl/pkg/drain/filters.go makeFilters.
 */
export function judgePod(
  pod: Pod,
  options: DrainOptions,
  daemonSet: DaemonSetLookup | undefined,
  now: Millis,
): PodVerdict {
  const filters: readonly (() => PodVerdict)[] = [
    () => (isSkipped(pod, options.skipWaitForDeleteTimeoutSeconds, now) ? skip : okay),
    () => daemonSetFilter(pod, options, daemonSet),
    () => (pod.metadata.annotations?.['kubernetes.io/config.mirror'] === undefined ? okay : skip),
    () => localStorageFilter(pod, options),
    () => unreplicatedFilter(pod, options),
  ];
  let verdict = okay;
  for (const filter of filters) {
    verdict = filter();
    if (!verdict.delete) break;
  }
  return verdict;
}

function hasEnded(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/** Whether the verdict needs the look-up of the pod's DaemonSet. */
export function needsDaemonSet(pod: Pod): boolean {
  return controllerOf(pod)?.kind === 'DaemonSet' && !hasEnded(pod);
}

function daemonSetFilter(pod: Pod, options: DrainOptions, daemonSet: DaemonSetLookup | undefined): PodVerdict {
  if (!needsDaemonSet(pod) || daemonSet === undefined) return okay;
  if (!daemonSet.found) {
    return daemonSet.notFound && options.force ? warning(true, daemonSet.message) : error(daemonSet.message);
  }
  return options.ignoreDaemonSets
    ? warning(false, 'ignoring DaemonSet-managed Pods')
    : error('DaemonSet-managed Pods (use --ignore-daemonsets to ignore)');
}

function localStorageFilter(pod: Pod, options: DrainOptions): PodVerdict {
  const hasEmptyDir = pod.spec.volumes?.some((volume) => volume.emptyDir !== undefined) ?? false;
  if (!hasEmptyDir || hasEnded(pod)) return okay;
  return options.deleteEmptyDirData
    ? warning(true, 'deleting Pods with local storage')
    : error('Pods with local storage (use --delete-emptydir-data to override)');
}

function unreplicatedFilter(pod: Pod, options: DrainOptions): PodVerdict {
  if (hasEnded(pod) || controllerOf(pod) !== undefined) return okay;
  // The words "cannot delete" come twice in the finished message, as they do in kubectl.
  return options.force
    ? warning(true, 'deleting Pods that declare no controller')
    : error('cannot delete Pods that declare no controller (use --force to override)');
}

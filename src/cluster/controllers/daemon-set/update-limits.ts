import { scaledValue } from '../../../api/int-or-string.ts';
import type { DaemonSet } from '../../../api/types/daemon-set.ts';

export interface UpdateLimits {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/** Percentages are of `desired` and are rounded up. Models pkg/controller/daemon/util UnavailableCount and SurgeCount. */
function scaledLimits(set: DaemonSet, desired: number): UpdateLimits {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type !== 'RollingUpdate') return { maxSurge: 0, maxUnavailable: 0 };
  return {
    maxSurge: scaledValue(rollingUpdate?.maxSurge, desired, true),
    maxUnavailable: scaledValue(rollingUpdate?.maxUnavailable, desired, true),
  };
}

/** Limits that allow nothing at all are read as one unavailable pod. Models update.go updatedDesiredNodeCounts. */
export function updateLimits(set: DaemonSet, desired: number): UpdateLimits {
  const limits = scaledLimits(set, desired);
  const stuck = desired > 0 && limits.maxUnavailable === 0 && limits.maxSurge === 0;
  return stuck ? { maxSurge: 0, maxUnavailable: 1 } : limits;
}

/** Whether a node may hold an old and a new pod at once. Models pkg/controller/daemon/util AllowsSurge. */
export function allowsSurge(set: DaemonSet): boolean {
  return scaledLimits(set, 1).maxSurge > 0;
}

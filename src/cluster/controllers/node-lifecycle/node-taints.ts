import type { Taint } from '../../../api/types/affinity.ts';
import type { Node } from '../../../api/types/node.ts';

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';

/** Which condition in which state forbids new pods, and the taint that says so. Models nodeConditionToTaintKeyStatusMap. */
const conditionTaints: readonly (readonly [condition: string, status: string, taint: string])[] = [
  ['Ready', 'False', NOT_READY],
  ['Ready', 'Unknown', UNREACHABLE],
  ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'],
  ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
  ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
  ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'],
];
const managed = new Set([...conditionTaints.map(([, , taint]) => taint), UNSCHEDULABLE]);

export const readyStatus = (node: Node): string | undefined =>
  node.status.conditions?.find(({ type }) => type === 'Ready')?.status;

/**
 * The taints after those with effect NoSchedule follow the node's conditions and `unschedulable`; the same array when
 * they do already. Models node_lifecycle_controller.go doNoScheduleTaintingPass and SwapNodeControllerTaint.
 */
export function withConditionTaints(node: Node, now: string): readonly Taint[] | undefined {
  const wanted = new Set(
    conditionTaints
      .filter(([type, status]) =>
        node.status.conditions?.some((other) => other.type === type && other.status === status),
      )
      .map(([, , key]) => key),
  );
  if (node.spec.unschedulable === true) wanted.add(UNSCHEDULABLE);
  const present = node.spec.taints ?? [];
  const kept = present.filter(({ key, effect }) => effect !== 'NoSchedule' || !managed.has(key) || wanted.has(key));
  const missing = [...wanted].filter(
    (wantedKey) => !present.some(({ key, effect }) => effect === 'NoSchedule' && key === wantedKey),
  );
  if (missing.length === 0 && kept.length === present.length) return node.spec.taints;
  return [...missing.map((key): Taint => ({ key, effect: 'NoSchedule', timeAdded: now })), ...kept];
}

/** Takes `remove` away and puts `add` in, both with effect NoExecute; the same array when nothing changes. */
export function swapNoExecute(
  taints: readonly Taint[] | undefined,
  add: string | undefined,
  remove: readonly string[],
  now: string,
): readonly Taint[] | undefined {
  const present = taints ?? [];
  const kept = present.filter(({ key, effect }) => effect !== 'NoExecute' || !remove.includes(key));
  const has = add === undefined || kept.some(({ key, effect }) => effect === 'NoExecute' && key === add);
  if (has && kept.length === present.length) return taints;
  return has ? kept : [{ key: add, effect: 'NoExecute', timeAdded: now }, ...kept];
}

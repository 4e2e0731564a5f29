import type { KubeObject, OwnerReference } from '../../../api/object.ts';

export const FOREGROUND = 'foregroundDeletion';
export const ORPHAN = 'orphan';

export type OwnerState = 'there' | 'absent' | 'waiting for dependents';

export type GarbageDecision =
  | { readonly act: 'nothing' }
  | { readonly act: 'drop owners'; readonly uids: readonly string[] }
  | { readonly act: 'delete'; readonly policy: 'Foreground' | 'Background' | 'Orphan'; readonly unblock?: boolean };

export const isWaitingForDependents = ({ metadata }: KubeObject): boolean =>
  metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(FOREGROUND);

/** What becomes of an object whose owners changed. Models pkg/controller/garbagecollector attemptToDeleteItem. */
export function decideGarbage(
  object: KubeObject,
  stateOf: (owner: OwnerReference) => OwnerState,
  dependents: () => Iterable<KubeObject>,
): GarbageDecision {
  const owners = object.metadata.ownerReferences ?? [];
  if (owners.length === 0 || object.metadata.deletionTimestamp !== undefined) return { act: 'nothing' };
  const states = owners.map((owner) => [owner, stateOf(owner)] as const);
  const lost = states.filter(([, state]) => state !== 'there').map(([{ uid }]) => uid);
  if (lost.length === 0) return { act: 'nothing' };
  if (lost.length < owners.length) return { act: 'drop owners', uids: lost };
  const waiting = states.some(([, state]) => state === 'waiting for dependents');
  if (waiting) {
    const own = [...dependents()];
    // A dependent that waits itself may wait for this very object: a circle, which its owners must not hold up.
    if (own.length > 0) return { act: 'delete', policy: 'Foreground', unblock: own.some(isWaitingForDependents) };
  }
  const finalizers = object.metadata.finalizers ?? [];
  if (finalizers.includes(ORPHAN)) return { act: 'delete', policy: 'Orphan' };
  return { act: 'delete', policy: finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background' };
}

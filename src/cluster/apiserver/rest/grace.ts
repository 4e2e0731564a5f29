import type { DeleteOptions, KubeObject } from '../../../api/object.ts';
import { formatTime, parseTime } from '../../../api/time.ts';
import type { AnyStrategy } from '../strategy.ts';

export type GraceStep =
  /** Ends at once. */
  | { readonly kind: 'now' }
  /** Ends later: the object is marked first. With 0 seconds it is marked and then removed. */
  | { readonly kind: 'graceful'; readonly object: KubeObject; readonly seconds: number }
  /** It is ending already, and not later than was asked for. */
  | { readonly kind: 'pending' };

/** Decides how an object ends. Models apiserver registry/rest BeforeDelete. */
export function graceStep(strategy: AnyStrategy, object: KubeObject, options: DeleteOptions, nowMs: number): GraceStep {
  const { metadata } = object;
  const requested = options.gracePeriodSeconds;
  if (metadata.deletionTimestamp !== undefined) {
    const current = metadata.deletionGracePeriodSeconds;
    if (strategy.graceSeconds === undefined || current === undefined || current === 0) return { kind: 'now' };
    if (requested === undefined || requested >= current) return { kind: 'pending' };
    const seconds = Math.max(0, requested);
    const end = (parseTime(metadata.deletionTimestamp) ?? nowMs) + (seconds - current) * 1000;
    return {
      kind: 'graceful',
      seconds,
      object: {
        ...object,
        metadata: { ...metadata, deletionTimestamp: formatTime(end), deletionGracePeriodSeconds: seconds },
      },
    };
  }
  if (strategy.graceSeconds === undefined) return { kind: 'now' };
  const seconds = strategy.graceSeconds(object, requested);
  return {
    kind: 'graceful',
    seconds,
    object: {
      ...object,
      metadata: {
        ...metadata,
        deletionTimestamp: formatTime(nowMs + seconds * 1000),
        deletionGracePeriodSeconds: seconds,
        ...(metadata.generation === undefined ? {} : { generation: metadata.generation + 1 }),
      },
    },
  };
}

/** Models registry Store markAsDeleting, for kinds without graceful deletion that have finalizers. */
export function markAsDeleting(object: KubeObject, nowMs: number): KubeObject {
  const { metadata } = object;
  const bumps = metadata.deletionGracePeriodSeconds === undefined && metadata.generation !== undefined;
  return {
    ...object,
    metadata: {
      ...metadata,
      deletionTimestamp: metadata.deletionTimestamp ?? formatTime(nowMs),
      deletionGracePeriodSeconds: 0,
      ...(bumps ? { generation: metadata.generation! + 1 } : {}),
    },
  };
}

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

/** The finalizers that the wish for dependents asks for. Models registry deletionFinalizersForGarbageCollection. */
export function garbageFinalizers(object: KubeObject, options: DeleteOptions): readonly string[] {
  const old = object.metadata.finalizers ?? [];
  const policy =
    options.propagationPolicy ??
    (options.orphanDependents === undefined ? undefined : options.orphanDependents ? 'Orphan' : 'Background');
  if (policy === undefined) return old;
  const others = old.filter((finalizer) => finalizer !== ORPHAN && finalizer !== FOREGROUND);
  const wanted = policy === 'Orphan' ? [...others, ORPHAN] : policy === 'Foreground' ? [...others, FOREGROUND] : others;
  return wanted.length === old.length && wanted.every((finalizer) => old.includes(finalizer)) ? old : wanted;
}

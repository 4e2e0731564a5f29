import type { KubeObject } from '../object.ts';
import type { ResourceList } from '../resource-list.ts';
import type { Resource } from '../resources.ts';
import type { ScopedResourceSelectorRequirement } from '../types/core.ts';

/** What quota must know of a write. */
export interface QuotaAttempt {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly subresource: string;
  readonly old: KubeObject | undefined;
}

/** How the use of one kind is measured. Models apiserver quota/v1 Evaluator. */
export interface QuotaEvaluator<T extends KubeObject = KubeObject> {
  readonly resource: Resource;
  /** Whether a write can change what is used. */
  handles(attempt: QuotaAttempt, object: T): boolean;
  /** What an object under a quota of these names must say and does not; undefined when it says all. */
  missing?(names: readonly string[], object: T): string | undefined;
  /** Which of the names this kind counts for. */
  matches(name: string): boolean;
  /** Without it objects are in no scope. */
  isInScope?(scope: ScopedResourceSelectorRequirement, object: T): boolean;
  usage(object: T, nowMs: number): ResourceList;
  /** Whether a change that is no deletion gives something back. */
  gaveBack?(object: T, old: T, nowMs: number): boolean;
}

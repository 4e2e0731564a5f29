import type { NamespaceCondition } from '../../api/types/core.ts';

/** What is left of a namespace that is being deleted, by resource as messages name it (`pods.`, `daemonsets.apps`). */
export interface NamespaceRemains {
  readonly instances: ReadonlyMap<string, number>;
  readonly finalizers: ReadonlyMap<string, number>;
  readonly failures: readonly string[];
}

interface Verdict {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

const verdict = (type: string, status: 'True' | 'False', reason: string, message: string): Verdict => ({
  type,
  status,
  reason,
  message,
});

/** Models pkg/controller/namespace/deletion/status_condition_utils.go. */
function verdicts({ instances, finalizers, failures }: NamespaceRemains): readonly Verdict[] {
  const list = (counts: ReadonlyMap<string, number>, between: string, after: string) =>
    [...counts]
      .map(([name, count]) => `${name} ${between} ${count} ${after}`)
      .sort()
      .join(', ');
  return [
    verdict(
      'NamespaceDeletionDiscoveryFailure',
      'False',
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ),
    verdict(
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    failures.length === 0
      ? verdict(
          'NamespaceDeletionContentFailure',
          'False',
          'ContentDeleted',
          'All content successfully deleted, may be waiting on finalization',
        )
      : verdict(
          'NamespaceDeletionContentFailure',
          'True',
          'ContentDeletionFailed',
          `Failed to delete all resource types, ${failures.length} remaining: ${[...failures].sort().join(', ')}`,
        ),
    instances.size === 0
      ? verdict('NamespaceContentRemaining', 'False', 'ContentRemoved', 'All content successfully removed')
      : verdict(
          'NamespaceContentRemaining',
          'True',
          'SomeResourcesRemain',
          `Some resources are remaining: ${list(instances, 'has', 'resource instances')}`,
        ),
    finalizers.size === 0
      ? verdict(
          'NamespaceFinalizersRemaining',
          'False',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        )
      : verdict(
          'NamespaceFinalizersRemaining',
          'True',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${list(finalizers, 'in', 'resource instances')}`,
        ),
  ];
}

/** The conditions of a namespace being deleted; a condition that says what it said before stays as it is. */
export function namespaceConditions(
  before: readonly NamespaceCondition[] | undefined,
  remains: NamespaceRemains,
  now: string,
): readonly NamespaceCondition[] {
  return verdicts(remains).map((next) => {
    const old = before?.find(({ type }) => type === next.type);
    if (old === undefined) return { ...next, lastTransitionTime: now };
    if (old.status === next.status && old.reason === next.reason && old.message === next.message) return old;
    return { ...next, lastTransitionTime: old.status === next.status ? (old.lastTransitionTime ?? now) : now };
  });
}

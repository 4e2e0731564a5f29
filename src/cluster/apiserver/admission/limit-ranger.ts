import type { KubeObject } from '../../../api/object.ts';
import type { LimitRange } from '../../../api/types/core.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Store } from '../../store/store.ts';
import { forbiddenWrite } from '../refusals.ts';
import type { AdmissionAttempt, AdmissionPlugin } from './admission-plugin.ts';
import { claimLimitErrors, podLimitErrors } from './limit-constraints.ts';
import { withLimitDefaults } from './limit-defaults.ts';

const none: readonly LimitRange[] = [];

/** Gives pods the defaults of a namespace and holds pods and claims to its limits. Models plugin/pkg/admission/limitranger. */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  admit(object, attempt, store) {
    if (attempt.strategy.resource.kind !== 'Pod') return object;
    return limitRangesFor(attempt, store).reduce<KubeObject>(
      (pod, range) => withLimitDefaults(range, pod as Pod),
      object,
    );
  },
  validate(object, attempt, store) {
    const { resource } = attempt.strategy;
    for (const range of limitRangesFor(attempt, store)) {
      const errors =
        resource.kind === 'Pod'
          ? podLimitErrors(range, object as Pod)
          : claimLimitErrors(range, object as PersistentVolumeClaim);
      if (errors.length > 0) throw forbiddenWrite(resource, attempt.name, together(errors));
    }
  },
};

/** The limit ranges that a write must look at. Models SupportsAttributes and runLimitFunc. */
function limitRangesFor({ operation, strategy, subresource, namespace, old }: AdmissionAttempt, store: Store) {
  const { kind } = strategy.resource;
  if (operation === 'DELETE' || (kind !== 'Pod' && kind !== 'PersistentVolumeClaim')) return none;
  if (subresource !== (kind === 'Pod' && operation === 'UPDATE' ? 'resize' : '')) return none;
  if (old?.metadata.deletionTimestamp !== undefined) return none;
  return store.list('limitranges', { namespace: namespace! }) as readonly LimitRange[];
}

/** Models apimachinery util/errors NewAggregate. */
function together(errors: readonly string[]): string {
  const distinct = [...new Set(errors)];
  return distinct.length === 1 ? distinct[0]! : `[${distinct.join(', ')}]`;
}

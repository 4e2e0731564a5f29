import { statefulSets } from '../../../api/resources.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy } from '../../../api/types/stateful-set.ts';
import { defaultPodTemplate } from '../defaults/pod-spec.ts';
import { mapField, mapItems, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { labelName } from '../validation/names.ts';
import {
  validateStatefulSet,
  validateStatefulSetStatus,
  validateStatefulSetUpdate,
} from '../validation/stateful-set.ts';
import { statefulSetWarnings } from '../warnings/stateful-set.ts';
import { age, containerCells } from './cell-text.ts';
import { bumpedWithSpec, keepingStatus, onlyStatus, withGeneration } from './generation.ts';
import { replicasScale } from './replicas-scale.ts';

const EMPTY_SPEC = {} as StatefulSetSpec;
const EMPTY_STATUS = { replicas: 0, availableReplicas: 0 };

/** Models pkg/registry/apps/statefulset strategy.go. */
export const statefulSet = strategy<StatefulSet>({
  resource: statefulSets,
  subresources: ['scale', 'status'],
  scale: replicasScale<StatefulSet>(),
  nameErrors: labelName,
  defaults: (object) => mapField(withDefaults(object, { spec: EMPTY_SPEC }), 'spec', defaultSpec),
  prepareForCreate: (object) => withGeneration({ ...withoutMaxUnavailable(object), status: EMPTY_STATUS }, 1),
  prepareForUpdate: (object, old) => bumpedWithSpec(keepingStatus(withoutMaxUnavailable(object), old), old),
  prepareForStatusUpdate: onlyStatus,
  validate: validateStatefulSet,
  validateUpdate: validateStatefulSetUpdate,
  validateStatusUpdate: validateStatefulSetStatus,
  warnings: statefulSetWarnings,
  cells(object, context) {
    const { spec, status } = object;
    return [
      object.metadata.name,
      `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
      age(object, context),
      ...containerCells(spec.template),
    ];
  },
});

/** Models pkg/apis/apps/v1 SetDefaults_StatefulSet. */
function defaultSpec(spec: StatefulSetSpec): StatefulSetSpec {
  let filled = withDefaults(spec, {
    podManagementPolicy: 'OrderedReady',
    updateStrategy: {},
    persistentVolumeClaimRetentionPolicy: {},
    replicas: 1,
    revisionHistoryLimit: 10,
    serviceName: '',
    template: {},
  });
  filled = mapField(filled, 'updateStrategy', defaultUpdateStrategy);
  filled = mapField(filled, 'persistentVolumeClaimRetentionPolicy', (policy) =>
    withDefaults(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
  );
  filled = mapField(filled, 'volumeClaimTemplates', (claims) => mapItems(claims, defaultClaim));
  return mapField(filled, 'template', defaultPodTemplate);
}

function defaultUpdateStrategy(given: StatefulSetUpdateStrategy): StatefulSetUpdateStrategy {
  const filled = withDefaults(given, { type: 'RollingUpdate' });
  if (filled.type !== 'RollingUpdate') return filled;
  return mapField(withDefaults(filled, { rollingUpdate: {} }), 'rollingUpdate', (rolling) =>
    withDefaults(rolling, { partition: 0 }),
  );
}

/** Models pkg/apis/core/v1 SetDefaults_PersistentVolumeClaim; the templates of claims are shown with their kind. */
function defaultClaim(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const metadata = { creationTimestamp: null } as unknown as PersistentVolumeClaim['metadata'];
  const filled = withDefaults(claim, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: {},
    status: {},
  });
  const shown = mapField(filled, 'metadata', (given) => withDefaults(given, { ...metadata, ...given }));
  return mapField(
    mapField(shown, 'spec', (given) => withDefaults(given, { volumeMode: 'Filesystem', resources: {} })),
    'status',
    (given) => withDefaults(given, { phase: 'Pending' }),
  );
}

/** Models dropStatefulSetDisabledFields: MaxUnavailableStatefulSet is off in 1.33. */
function withoutMaxUnavailable(object: StatefulSet): StatefulSet {
  if (object.spec.updateStrategy?.rollingUpdate?.maxUnavailable === undefined) return object;
  return mapField(object, 'spec', (spec) =>
    mapField(spec, 'updateStrategy', (strategy) =>
      mapField(strategy, 'rollingUpdate', ({ maxUnavailable: _dropped, ...rolling }) => rolling),
    ),
  );
}

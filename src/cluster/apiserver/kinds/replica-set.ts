import { formatSelector, selectorFromLabelSelector } from '../../../api/labels.ts';
import { replicaSets } from '../../../api/resources.ts';
import type { ReplicaSet, ReplicaSetSpec } from '../../../api/types/deployment.ts';
import { defaultPodTemplate } from '../defaults/pod-spec.ts';
import { mapField, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { validateReplicaSet, validateReplicaSetStatus, validateReplicaSetUpdate } from '../validation/replica-set.ts';
import { nameWarnings } from '../warnings/name.ts';
import { templateWarnings } from '../warnings/pod-template.ts';
import { age, containerCells } from './cell-text.ts';
import { bumpedWithSpec, keepingStatus, onlyStatus, withGeneration } from './generation.ts';
import { replicasScale } from './replicas-scale.ts';

const EMPTY_SPEC = {} as ReplicaSetSpec;

/** Models pkg/registry/apps/replicaset strategy.go. */
export const replicaSet = strategy<ReplicaSet>({
  resource: replicaSets,
  subresources: ['scale', 'status'],
  scale: replicasScale<ReplicaSet>(),
  nameErrors: subdomainName,
  defaults: (object) => mapField(withDefaults(object, { spec: EMPTY_SPEC }), 'spec', defaultSpec),
  prepareForCreate: (object) => withGeneration({ ...object, status: { replicas: 0 } }, 1),
  prepareForUpdate: (object, old) => bumpedWithSpec(keepingStatus(object, old), old),
  prepareForStatusUpdate: onlyStatus,
  validate: validateReplicaSet,
  validateUpdate: validateReplicaSetUpdate,
  validateStatusUpdate: validateReplicaSetStatus,
  warnings: (object, old) => [
    ...nameWarnings(object, old),
    ...templateWarnings(object.spec.template, old?.spec.template, 'spec.template'),
  ],
  fields: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
  cells(object, context) {
    const { spec, status } = object;
    return [
      object.metadata.name,
      spec.replicas ?? 0,
      status.replicas ?? 0,
      status.readyReplicas ?? 0,
      age(object, context),
      ...containerCells(spec.template),
      formatSelector(selectorFromLabelSelector(spec.selector)),
    ];
  },
});

/** Models pkg/apis/apps/v1 SetDefaults_ReplicaSet. */
function defaultSpec(spec: ReplicaSetSpec): ReplicaSetSpec {
  return mapField(withDefaults(spec, { replicas: 1, template: {} }), 'template', defaultPodTemplate);
}

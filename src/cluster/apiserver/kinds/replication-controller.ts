import { formatLabels } from '../../../api/labels.ts';
import { replicationControllers } from '../../../api/resources.ts';
import type { ReplicationController, ReplicationControllerSpec } from '../../../api/types/core.ts';
import { defaultPodTemplate } from '../defaults/pod-spec.ts';
import { mapField, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import {
  validateReplicationController,
  validateReplicationControllerStatus,
  validateReplicationControllerUpdate,
} from '../validation/replication-controller.ts';
import { nameWarnings } from '../warnings/name.ts';
import { templateWarnings } from '../warnings/pod-template.ts';
import { age, containerCells, labelCells } from './cell-text.ts';
import { bumpedWithSpec, keepingStatus, onlyStatus, withGeneration } from './generation.ts';

const EMPTY_SPEC: ReplicationControllerSpec = {};

/** Models pkg/registry/core/replicationcontroller strategy.go. */
export const replicationController = strategy<ReplicationController>({
  resource: replicationControllers,
  subresources: ['scale', 'status'],
  scale: {
    replicas: ({ spec }) => spec.replicas ?? 0,
    withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
    statusReplicas: ({ status }) => status?.replicas ?? 0,
    selector: ({ spec }) => formatLabels(spec.selector),
  },
  nameErrors: subdomainName,
  defaults: withTemplateLabels,
  prepareForCreate: (object) => withGeneration({ ...object, status: { replicas: 0 } }, 1),
  prepareForUpdate: (object, old) => bumpedWithSpec(keepingStatus(object, old), old),
  prepareForStatusUpdate: onlyStatus,
  validate: validateReplicationController,
  validateUpdate: validateReplicationControllerUpdate,
  validateStatusUpdate: validateReplicationControllerStatus,
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
      labelCells(spec.selector),
    ];
  },
});

/** Models pkg/apis/core/v1 SetDefaults_ReplicationController: selector and labels come from the template's labels. */
function withTemplateLabels(object: ReplicationController): ReplicationController {
  const filled = mapField(withDefaults(object, { spec: EMPTY_SPEC }), 'spec', (spec) =>
    mapField(withDefaults(spec, { replicas: 1 }), 'template', defaultPodTemplate),
  );
  const labels = filled.spec.template?.metadata?.labels;
  if (labels === undefined) return filled;
  const spec =
    Object.keys(filled.spec.selector ?? {}).length === 0 ? { ...filled.spec, selector: labels } : filled.spec;
  const metadata =
    Object.keys(filled.metadata.labels ?? {}).length === 0 ? { ...filled.metadata, labels } : filled.metadata;
  return spec === filled.spec && metadata === filled.metadata ? filled : { ...filled, metadata, spec };
}

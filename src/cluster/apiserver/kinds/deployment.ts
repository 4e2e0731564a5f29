import { jsonEqual } from '../../../api/json-equal.ts';
import { formatSelector, selectorFromLabelSelector } from '../../../api/labels.ts';
import { deployments } from '../../../api/resources.ts';
import type { Deployment, DeploymentSpec, DeploymentStrategy } from '../../../api/types/deployment.ts';
import { defaultPodTemplate } from '../defaults/pod-spec.ts';
import { mapField, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { validateDeployment, validateDeploymentStatus, validateDeploymentUpdate } from '../validation/deployment.ts';
import { subdomainName } from '../validation/names.ts';
import { nameWarnings } from '../warnings/name.ts';
import { templateWarnings } from '../warnings/pod-template.ts';
import { age, containerCells } from './cell-text.ts';
import { keepingStatus, onlyStatus, withGeneration } from './generation.ts';
import { replicasScale } from './replicas-scale.ts';

const EMPTY_SPEC = {} as DeploymentSpec;

/** Models pkg/registry/apps/deployment strategy.go. */
export const deployment = strategy<Deployment>({
  resource: deployments,
  subresources: ['scale', 'status'],
  scale: replicasScale<Deployment>(),
  nameErrors: subdomainName,
  defaults: (object) => mapField(withDefaults(object, { spec: EMPTY_SPEC }), 'spec', defaultSpec),
  prepareForCreate: (object) => withGeneration({ ...object, status: {} }, 1),
  prepareForUpdate(object, old) {
    const next = keepingStatus(object, old);
    const changed =
      !jsonEqual(next.spec, old.spec) || !jsonEqual(next.metadata.annotations ?? {}, old.metadata.annotations ?? {});
    return changed ? withGeneration(next, (old.metadata.generation ?? 0) + 1) : next;
  },
  prepareForStatusUpdate(object, old) {
    const next = onlyStatus(object, old);
    if (next.metadata.labels === old.metadata.labels) return next;
    const { labels: _given, ...metadata } = next.metadata;
    const { labels } = old.metadata;
    return { ...next, metadata: labels === undefined ? metadata : { ...metadata, labels } };
  },
  validate: validateDeployment,
  validateUpdate: validateDeploymentUpdate,
  validateStatusUpdate: validateDeploymentStatus,
  warnings: (object, old) => [
    ...nameWarnings(object, old),
    ...templateWarnings(object.spec.template, old?.spec.template, 'spec.template'),
  ],
  cells(object, context) {
    const { spec, status } = object;
    return [
      object.metadata.name,
      `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
      status.updatedReplicas ?? 0,
      status.availableReplicas ?? 0,
      age(object, context),
      ...containerCells(spec.template),
      formatSelector(selectorFromLabelSelector(spec.selector)),
    ];
  },
});

/** Models pkg/apis/apps/v1 SetDefaults_Deployment. */
function defaultSpec(spec: DeploymentSpec): DeploymentSpec {
  const filled = withDefaults(spec, {
    replicas: 1,
    strategy: {},
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    template: {},
  });
  return mapField(mapField(filled, 'strategy', defaultStrategy), 'template', defaultPodTemplate);
}

function defaultStrategy(given: DeploymentStrategy): DeploymentStrategy {
  const filled = withDefaults(given, { type: 'RollingUpdate' });
  if (filled.type !== 'RollingUpdate') return filled;
  return mapField(withDefaults(filled, { rollingUpdate: {} }), 'rollingUpdate', (rolling) =>
    withDefaults(rolling, { maxUnavailable: '25%', maxSurge: '25%' }),
  );
}

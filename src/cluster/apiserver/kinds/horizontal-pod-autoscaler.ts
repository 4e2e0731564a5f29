import { horizontalPodAutoscalers } from '../../../api/resources.ts';
import type { HorizontalPodAutoscaler, HPAScalingRules } from '../../../api/types/autoscaling.ts';
import { mapField, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { validateAutoscalerStatus, validateHorizontalPodAutoscaler } from '../validation/horizontal-pod-autoscaler.ts';
import { subdomainName } from '../validation/names.ts';
import { since } from './cell-text.ts';
import { keepingStatus, onlyStatus } from './generation.ts';
import { horizontalPodAutoscalersV1 } from './horizontal-pod-autoscalers-v1.ts';
import { metricsCell } from './metrics-cell.ts';

/** Models pkg/registry/autoscaling/horizontalpodautoscaler strategy.go. Its generation is never set in 1.33. */
export const horizontalPodAutoscaler = strategy<HorizontalPodAutoscaler>({
  resource: horizontalPodAutoscalers,
  subresources: ['status'],
  otherVersions: [horizontalPodAutoscalersV1],
  nameErrors: subdomainName,
  defaults,
  prepareForCreate: (object) => withoutTolerance({ ...object, status: { desiredReplicas: 0 } }),
  prepareForUpdate: (object, old) => keepingStatus(hasTolerance(old) ? object : withoutTolerance(object), old),
  prepareForStatusUpdate: onlyStatus,
  validate: validateHorizontalPodAutoscaler,
  validateUpdate: validateHorizontalPodAutoscaler,
  validateStatusUpdate: validateAutoscalerStatus,
  cells({ metadata, spec, status }, context) {
    return [
      metadata.name,
      `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
      metricsCell(spec.metrics ?? [], status.currentMetrics ?? []),
      spec.minReplicas === undefined ? '<unset>' : String(spec.minReplicas),
      spec.maxReplicas,
      status.currentReplicas ?? 0,
      since(metadata.creationTimestamp, context.nowMs),
    ];
  },
});

const PERIOD_SECONDS = 15;
const SCALE_UP: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: PERIOD_SECONDS },
    { type: 'Percent', value: 100, periodSeconds: PERIOD_SECONDS },
  ],
};
const SCALE_DOWN: HPAScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: PERIOD_SECONDS }],
};

/** Models pkg/apis/autoscaling/v2 SetDefaults_HorizontalPodAutoscaler. */
function defaults(object: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  const given = withDefaults(object, { spec: { maxReplicas: 0, scaleTargetRef: { kind: '', name: '' } } });
  return mapField(given, 'spec', (spec) => {
    const filled = withDefaults(spec, { minReplicas: 1 });
    const measured =
      (filled.metrics?.length ?? 0) > 0
        ? filled
        : { ...filled, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: CPU_TARGET } }] };
    return mapField(measured, 'behavior', (behavior) =>
      withDefaults(
        mapField(
          mapField(behavior, 'scaleUp', (rules) => withDefaults(rules, SCALE_UP)),
          'scaleDown',
          (rules) => withDefaults(rules, SCALE_DOWN),
        ),
        { scaleUp: SCALE_UP, scaleDown: SCALE_DOWN },
      ),
    );
  });
}

const CPU_TARGET = { type: 'Utilization', averageUtilization: 80 };

const hasTolerance = ({ spec }: HorizontalPodAutoscaler): boolean =>
  spec.behavior?.scaleUp?.tolerance !== undefined || spec.behavior?.scaleDown?.tolerance !== undefined;

/** Models dropDisabledFields: HPAConfigurableTolerance is off in 1.33. */
function withoutTolerance(object: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  if (!hasTolerance(object)) return object;
  const plain = ({ tolerance: _dropped, ...rules }: HPAScalingRules) => rules;
  return mapField(object, 'spec', (spec) =>
    mapField(spec, 'behavior', (behavior) => mapField(mapField(behavior, 'scaleUp', plain), 'scaleDown', plain)),
  );
}

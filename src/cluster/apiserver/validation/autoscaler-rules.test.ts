import { expect, it } from 'vitest';
import type { HorizontalPodAutoscaler } from '../../../api/types/autoscaling.ts';
import { fieldErrorText } from '../field-error.ts';
import { validateHorizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts';

const M = 'spec.metrics[0]';
const metric = (type: string, source: object = {}) => ({ metrics: [{ type, ...source }] });
const target = { type: 'Value', value: '1' };
const rules = (more: object) => ({
  behavior: { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 1 }], ...more } },
});

// Models pkg/apis/autoscaling/validation TestValidateHorizontalPodAutoscaler and TestValidateScale.
it.each<[spec: object, ...errors: string[]]>([
  [{}],
  [{ minReplicas: -1 }, 'spec.minReplicas: Invalid value: -1: must be greater than or equal to 1'],
  [{ minReplicas: 7 }, 'spec.maxReplicas: Invalid value: 5: must be greater than or equal to `minReplicas`'],
  [
    { maxReplicas: 0 },
    'spec.maxReplicas: Invalid value: 0: must be greater than 0',
    'spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`',
  ],
  [
    { scaleTargetRef: { kind: '..', name: 'a/b' } },
    'spec.scaleTargetRef.kind: Invalid value: "..": may not be \'..\'',
    'spec.scaleTargetRef.name: Invalid value: "a/b": may not contain \'/\'',
  ],
  [metric('Resource', { resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } })],
  [
    metric(''),
    `${M}.type: Required value: must specify a metric source type`,
    `${M}.type: Unsupported value: "": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"`,
  ],
  [metric('Resource'), `${M}.resource: Required value: must populate information for the given metric source`],
  [
    metric('Resource', { resource: { name: '', target: { type: 'Utilization', averageUtilization: 0 } } }),
    `${M}.resource.name: Required value: must specify a resource name`,
    `${M}.resource.target.averageUtilization: Invalid value: 0: must be greater than 0`,
  ],
  [
    metric('Resource', { resource: { name: 'cpu', target: { type: 'x' } } }),
    `${M}.resource.target.type: Invalid value: "x": must be either Utilization, Value, or AverageValue`,
    `${M}.resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization`,
  ],
  [
    metric('ContainerResource', {
      containerResource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 1, averageValue: '1' } },
    }),
    `${M}.containerResource.container: Required value: must specify a container`,
    `${M}.containerResource.target.averageValue: Forbidden: may not set both a target raw value and a target utilization`,
  ],
  [
    metric('Pods', { pods: { metric: { name: '' }, target: { type: 'AverageValue' } } }),
    `${M}.pods.metric.name: Required value: must specify a metric name`,
    `${M}.pods.target.averageValue: Required value: must specify a positive target averageValue`,
  ],
  [
    metric('External', { external: { metric: { name: 'a' }, target: { ...target, averageValue: '1' } } }),
    `${M}.external.target.value: Forbidden: may not set both a target value for metric and a per-pod target`,
  ],
  [metric('Object', { object: { describedObject: { kind: 'a', name: 'b' }, metric: { name: 'm' }, target } })],
  [
    metric('Object', {
      object: { describedObject: { kind: 'a', name: 'b' }, metric: { name: 'm' }, target: { type: 'Value' } },
    }),
    `${M}.object.target.averageValue: Required value: must set either a target value or averageValue`,
  ],
  [
    metric('Pods', { external: { metric: { name: 'a' }, target }, pods: { metric: { name: 'a' }, target } }),
    `${M}.external: Forbidden: must populate the given metric source only`,
  ],
  [
    rules({ stabilizationWindowSeconds: 3601, selectPolicy: 'x' }),
    'spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600',
    'spec.behavior.scaleUp.selectPolicy: Unsupported value: "x": supported values: "Disabled", "Max", "Min"',
  ],
  [rules({ policies: [] }), 'spec.behavior.scaleUp.policies: Required value: must specify at least one Policy'],
  [
    rules({ policies: [{ type: 'x', value: 0, periodSeconds: 1801 }] }),
    'spec.behavior.scaleUp.policies[0].type: Unsupported value: "x": supported values: "Percent", "Pods"',
    'spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero',
    'spec.behavior.scaleUp.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800',
  ],
])('%j', (spec, ...errors) => {
  const given = { minReplicas: 1, maxReplicas: 5, scaleTargetRef: { kind: 'Deployment', name: 'd' }, ...spec };
  const object = { metadata: { name: 'x' }, spec: given } as unknown as HorizontalPodAutoscaler;
  expect(validateHorizontalPodAutoscaler(object).map(fieldErrorText)).toEqual(errors);
});

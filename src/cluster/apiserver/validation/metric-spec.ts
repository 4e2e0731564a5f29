import { compareQuantities } from '../../../api/quantity.ts';
import type { MetricIdentifier, MetricSpec, MetricTarget } from '../../../api/types/autoscaling.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { wholePathSegment } from './names.ts';
import { validateObjectReference } from './object-reference.ts';
import { goQuantity } from './quantities.ts';

const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const SOURCES = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
type Source = (typeof SOURCES)[number];

/** Models pkg/apis/autoscaling/validation validateMetricSpec. */
export function validateMetric(metric: MetricSpec, field: string): FieldError[] {
  const type = metric.type ?? '';
  const errors: FieldError[] = type === '' ? [required(`${field}.type`, 'must specify a metric source type')] : [];
  if (!TYPES.includes(type)) errors.push(notSupported(`${field}.type`, type, TYPES));
  const given = SOURCES.filter((source) => metric[source] !== undefined);
  if (given[0] !== undefined) errors.push(...validateSource(metric, given[0], `${field}.${given[0]}`));
  const expected = `${type.slice(0, 1).toLowerCase()}${type.slice(1)}`;
  if (TYPES.includes(type) && !given.includes(expected as Source)) {
    errors.push(required(`${field}.${expected}`, 'must populate information for the given metric source'));
  }
  if (given.length === 1) return errors;
  const others = given.filter((source) => source !== expected);
  return [
    ...errors,
    ...others.map((source) => forbidden(`${field}.${source}`, 'must populate the given metric source only')),
  ];
}

function validateSource(metric: MetricSpec, source: Source, field: string): FieldError[] {
  const { target } = metric[source]!;
  const path = `${field}.target`;
  switch (source) {
    case 'object':
      return [
        ...validateObjectReference(metric.object!.describedObject, `${field}.describedObject`),
        ...validateIdentifier(metric.object!.metric, `${field}.metric`),
        ...validateTarget(target, path),
        ...needsValue(target, path, 'must set either a target value or averageValue'),
      ];
    case 'external': {
      const both = target?.value !== undefined && target.averageValue !== undefined;
      return [
        ...validateIdentifier(metric.external!.metric, `${field}.metric`),
        ...validateTarget(target, path),
        ...needsValue(target, path, 'must set either a target value for metric or a per-pod target'),
        ...(both
          ? [forbidden(`${path}.value`, 'may not set both a target value for metric and a per-pod target')]
          : []),
      ];
    }
    case 'pods':
      return [
        ...validateIdentifier(metric.pods!.metric, `${field}.metric`),
        ...validateTarget(target, path),
        ...(isPositive(target?.averageValue)
          ? []
          : [required(`${path}.averageValue`, 'must specify a positive target averageValue')]),
      ];
    case 'resource':
    case 'containerResource':
      return validateResource(metric, source, field);
  }
}

function validateResource(metric: MetricSpec, source: 'resource' | 'containerResource', field: string): FieldError[] {
  const { name = '', target } = metric[source]!;
  const errors: FieldError[] = name === '' ? [required(`${field}.name`, 'must specify a resource name')] : [];
  if (source === 'containerResource' && (metric.containerResource!.container ?? '') === '') {
    errors.push(required(`${field}.container`, 'must specify a container'));
  }
  errors.push(...validateTarget(target, `${field}.target`));
  const { averageUtilization, averageValue } = target ?? {};
  if (averageUtilization === undefined && averageValue === undefined) {
    const detail = 'must set either a target raw value or a target utilization';
    errors.push(required(`${field}.target.averageUtilization`, detail));
  }
  if (averageUtilization !== undefined && averageValue !== undefined) {
    const detail = 'may not set both a target raw value and a target utilization';
    errors.push(forbidden(`${field}.target.averageValue`, detail));
  }
  return errors;
}

function needsValue(target: MetricTarget | undefined, field: string, detail: string): FieldError[] {
  const missing = target?.value === undefined && target?.averageValue === undefined;
  return missing ? [required(`${field}.averageValue`, detail)] : [];
}

const isPositive = (amount: string | undefined) => amount !== undefined && compareQuantities(amount, '0') > 0;
const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue'];

/** Models validateMetricTarget. */
function validateTarget(target: MetricTarget | undefined, field: string): FieldError[] {
  const { type = '', averageUtilization } = target ?? {};
  const errors: FieldError[] = type === '' ? [required(`${field}.type`, 'must specify a metric target type')] : [];
  if (!TARGET_TYPES.includes(type)) {
    errors.push(invalid(`${field}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  }
  for (const part of ['value', 'averageValue'] as const) {
    const amount = target?.[part];
    if (amount !== undefined && !isPositive(amount)) {
      errors.push(invalid(`${field}.${part}`, goQuantity(amount), 'must be positive'));
    }
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.push(invalid(`${field}.averageUtilization`, averageUtilization, 'must be greater than 0'));
  }
  return errors;
}

/** Models validateMetricIdentifier. */
function validateIdentifier(metric: MetricIdentifier | undefined, field: string): FieldError[] {
  const name = metric?.name ?? '';
  if (name === '') return [required(`${field}.name`, 'must specify a metric name')];
  return invalidForEach(wholePathSegment(name), `${field}.name`, name);
}

import type { MetricSpec, MetricStatus, MetricTarget } from '../../../api/types/autoscaling.ts';

/** A metric in autoscaling/v1, where targets and values are flat. Only the annotations of that version hold it. */
type Flat = Readonly<Record<string, unknown>>;

const ZERO = '0';

/** Fields are in the order in which Go writes them. Models pkg/apis/autoscaling/v1 Convert_autoscaling_MetricSpec_To_v1_MetricSpec. */
export function toV1Metric({ type, object, pods, resource, containerResource, external }: MetricSpec): Flat {
  return {
    type,
    object: object && {
      target: referenceOf(object.describedObject),
      metricName: object.metric.name,
      targetValue: object.target.value ?? ZERO,
      selector: object.metric.selector,
      averageValue: object.target.averageValue,
    },
    pods: pods && {
      metricName: pods.metric.name,
      targetAverageValue: pods.target.averageValue ?? ZERO,
      selector: pods.metric.selector,
    },
    resource: resource && usageTarget(resource.name, resource.target),
    containerResource: containerResource && {
      ...usageTarget(containerResource.name, containerResource.target),
      container: containerResource.container,
    },
    external: external && {
      metricName: external.metric.name,
      metricSelector: external.metric.selector,
      targetValue: external.target.value,
      targetAverageValue: external.target.averageValue,
    },
  };
}

/** Models Convert_autoscaling_MetricStatus_To_v1_MetricStatus. */
export function toV1MetricStatus({ type, object, pods, resource, containerResource, external }: MetricStatus): Flat {
  const usage = (of: NonNullable<MetricStatus['resource']>) => ({
    name: of.name,
    currentAverageUtilization: of.current.averageUtilization,
    currentAverageValue: of.current.averageValue ?? ZERO,
  });
  return {
    type,
    object: object && {
      target: referenceOf(object.describedObject),
      metricName: object.metric.name,
      currentValue: object.current.value ?? ZERO,
      selector: object.metric.selector,
      averageValue: object.current.averageValue,
    },
    pods: pods && {
      metricName: pods.metric.name,
      currentAverageValue: pods.current.averageValue ?? ZERO,
      selector: pods.metric.selector,
    },
    resource: resource && usage(resource),
    containerResource: containerResource && { ...usage(containerResource), container: containerResource.container },
    external: external && {
      metricName: external.metric.name,
      metricSelector: external.metric.selector,
      currentValue: external.current.value ?? ZERO,
      currentAverageValue: external.current.averageValue,
    },
  };
}

const referenceOf = ({ kind, name, apiVersion }: { kind: string; name: string; apiVersion?: string }) => ({
  kind,
  name,
  apiVersion,
});

const usageTarget = (name: string, { averageUtilization, averageValue }: MetricTarget) => ({
  name,
  targetAverageUtilization: averageUtilization,
  targetAverageValue: averageValue,
});

/** Reverses `toV1Metric`. What the annotation lacks is empty, as in Go. */
export function fromV1Metric(given: object): MetricSpec {
  const { type, ...sources } = given as Flat;
  return withSource(String(type ?? ''), sources, (name, source) => {
    const { targetAverageUtilization, targetAverageValue, targetValue, averageValue } = source;
    const average = targetAverageValue ?? averageValue;
    const isUsage = name === 'resource' || name === 'containerResource';
    const kind = isUsage && targetAverageUtilization !== undefined ? 'Utilization' : 'AverageValue';
    const target = {
      type: average === undefined && !isUsage ? 'Value' : kind,
      ...defined({ averageUtilization: targetAverageUtilization, averageValue: average, value: targetValue }),
    };
    return { target };
  }) as unknown as MetricSpec;
}

export function fromV1MetricStatus(given: object): MetricStatus {
  const { type, ...sources } = given as Flat;
  return withSource(String(type ?? ''), sources, (_name, source) => ({
    current: defined({
      averageUtilization: source.currentAverageUtilization,
      averageValue: source.currentAverageValue ?? source.averageValue,
      value: source.currentValue,
    }),
  })) as unknown as MetricStatus;
}

const SOURCES = ['object', 'pods', 'resource', 'containerResource', 'external'];

/** What a metric is about is told alike for what is wanted and for what is measured. */
function withSource(type: string, sources: Flat, amounts: (name: string, source: Flat) => object): Flat {
  const found: Record<string, unknown> = { type };
  for (const name of SOURCES) {
    const source = Object.hasOwn(sources, name) ? (sources[name] as Flat | null) : undefined;
    if (typeof source !== 'object' || source === null) continue;
    const { metricName, selector, metricSelector, target, container } = source;
    found[name] =
      name === 'resource' || name === 'containerResource'
        ? { name: source.name ?? '', ...defined({ container }), ...amounts(name, source) }
        : {
            metric: { name: metricName ?? '', ...defined({ selector: selector ?? metricSelector }) },
            ...defined({ describedObject: target }),
            ...amounts(name, source),
          };
  }
  return found;
}

const defined = (fields: Flat): Flat =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

import type { KubeObject, ObjectMeta } from '../../../api/object.ts';
import type {
  CrossVersionObjectReference,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerCondition,
  HorizontalPodAutoscalerStatus,
  MetricSpec,
} from '../../../api/types/autoscaling.ts';
import type { OtherVersion } from '../strategy.ts';
import { behaviorFromText, behaviorText } from './behavior-annotation.ts';
import { fromV1Metric, fromV1MetricStatus, toV1Metric, toV1MetricStatus } from './metrics-v1.ts';

/** Where autoscaling/v1 keeps what it has no fields for. */
const METRICS = 'autoscaling.alpha.kubernetes.io/metrics';
const CURRENT_METRICS = 'autoscaling.alpha.kubernetes.io/current-metrics';
const CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions';
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior';

interface HorizontalPodAutoscalerV1 extends KubeObject {
  readonly spec?: {
    readonly scaleTargetRef: CrossVersionObjectReference;
    readonly minReplicas?: number;
    readonly maxReplicas: number;
    readonly targetCPUUtilizationPercentage?: number;
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly lastScaleTime?: string;
    readonly currentReplicas?: number;
    readonly desiredReplicas?: number;
    readonly currentCPUUtilizationPercentage?: number;
  };
}

/** Autoscalers in the words of autoscaling/v1. Models pkg/apis/autoscaling/v1 conversion.go. */
export const horizontalPodAutoscalersV1: OtherVersion<HorizontalPodAutoscaler> = {
  groupVersion: 'autoscaling/v1',
  toServed,
  fromServed: (object) => fromServed(object as HorizontalPodAutoscalerV1),
};

const isCpu = ({ type, resource }: { readonly type: string; readonly resource?: { readonly name: string } }) =>
  type === 'Resource' && resource?.name === 'cpu';
const isCpuTarget = (metric: MetricSpec) => isCpu(metric) && metric.resource?.target.averageUtilization !== undefined;

function toServed({ metadata, spec, status, ...rest }: HorizontalPodAutoscaler): KubeObject {
  const { scaleTargetRef, minReplicas, maxReplicas, metrics = [], behavior } = spec;
  const { observedGeneration, lastScaleTime, currentReplicas = 0, desiredReplicas, currentMetrics = [] } = status;
  const others = metrics.filter((metric) => !isCpuTarget(metric));
  const added: Record<string, string> = {};
  if (others.length > 0) added[METRICS] = JSON.stringify(others.map(toV1Metric));
  if (currentMetrics.length > 0) added[CURRENT_METRICS] = JSON.stringify(currentMetrics.map(toV1MetricStatus));
  if ((status.conditions?.length ?? 0) > 0) added[CONDITIONS] = JSON.stringify(status.conditions!.map(inGoOrder));
  if (behavior !== undefined) added[BEHAVIOR] = behaviorText(behavior);
  const target = metrics.find(isCpu)?.resource?.target.averageUtilization;
  const used = currentMetrics.find(
    (metric) => isCpu(metric) && metric.resource?.current.averageUtilization !== undefined,
  );
  return {
    ...rest,
    apiVersion: 'autoscaling/v1',
    metadata: withAnnotations(metadata, { ...withoutRoundTrip(metadata), ...added }),
    spec: { scaleTargetRef, minReplicas, maxReplicas, targetCPUUtilizationPercentage: target },
    status: {
      observedGeneration,
      lastScaleTime,
      currentReplicas,
      desiredReplicas,
      currentCPUUtilizationPercentage: used?.resource?.current.averageUtilization,
    },
  } as KubeObject;
}

/** The condition with its fields in the order in which Go writes them. */
const inGoOrder = ({ type, status, lastTransitionTime, reason, message }: HorizontalPodAutoscalerCondition) => ({
  type,
  status,
  lastTransitionTime: lastTransitionTime ?? null,
  reason,
  message,
});

function fromServed({ metadata, spec, status, ...rest }: HorizontalPodAutoscalerV1): HorizontalPodAutoscaler {
  const given = metadata.annotations ?? {};
  const cpu = spec?.targetCPUUtilizationPercentage;
  const target = { type: 'Utilization', averageUtilization: cpu };
  const metrics = [
    ...(listIn(given[METRICS])?.map(fromV1Metric) ?? []),
    ...(cpu === undefined ? [] : [{ type: 'Resource', resource: { name: 'cpu', target } }]),
  ];
  const behavior = behaviorFromText(given[BEHAVIOR]);
  const { targetCPUUtilizationPercentage: _cpu, ...kept } = spec ?? {
    scaleTargetRef: { kind: '', name: '' },
    maxReplicas: 0,
  };
  return {
    ...rest,
    apiVersion: 'autoscaling/v2',
    metadata: withAnnotations(metadata, withoutRoundTrip(metadata)),
    spec: { ...kept, ...(metrics.length === 0 ? {} : { metrics }), ...(behavior === undefined ? {} : { behavior }) },
    status: statusOf(status ?? {}, given),
  };
}

function statusOf(
  status: NonNullable<HorizontalPodAutoscalerV1['status']>,
  annotations: Readonly<Record<string, string>>,
): HorizontalPodAutoscalerStatus {
  const { currentCPUUtilizationPercentage: used, desiredReplicas = 0, ...kept } = status;
  const current =
    listIn(annotations[CURRENT_METRICS])?.map(fromV1MetricStatus) ??
    (used === undefined
      ? undefined
      : [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: used } } }]);
  const conditions = listIn(annotations[CONDITIONS]) as readonly HorizontalPodAutoscalerCondition[] | undefined;
  return {
    ...kept,
    desiredReplicas,
    ...(current === undefined ? {} : { currentMetrics: current }),
    ...(conditions === undefined ? {} : { conditions }),
  };
}

/** The list of objects that an annotation holds; undefined when it holds anything else, which is ignored. */
function listIn(text: string | undefined): readonly object[] | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);
    return isList ? value : undefined;
  } catch {
    return undefined;
  }
}

function withoutRoundTrip({ annotations = {} }: Partial<ObjectMeta>): Readonly<Record<string, string>> {
  const ours = [METRICS, CURRENT_METRICS, CONDITIONS, BEHAVIOR];
  if (!ours.some((name) => Object.hasOwn(annotations, name))) return annotations;
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => !ours.includes(name)));
}

function withAnnotations(metadata: ObjectMeta, annotations: Readonly<Record<string, string>>): ObjectMeta {
  const { annotations: _before, ...rest } = metadata;
  return Object.keys(annotations).length === 0 ? rest : { ...rest, annotations };
}

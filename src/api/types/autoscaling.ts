import type { KubeObject, LabelSelector } from '../object.ts';

/** Objects of autoscaling/v2 as served by Kubernetes 1.33 (times are RFC 3339 strings, quantities are strings). */

export interface HorizontalPodAutoscaler extends KubeObject {
  readonly spec: HorizontalPodAutoscalerSpec;
  readonly status: HorizontalPodAutoscalerStatus;
}

export interface HorizontalPodAutoscalerSpec {
  readonly behavior?: HorizontalPodAutoscalerBehavior;
  readonly maxReplicas: number;
  readonly metrics?: readonly MetricSpec[];
  readonly minReplicas?: number;
  readonly scaleTargetRef: CrossVersionObjectReference;
}

export interface HorizontalPodAutoscalerStatus {
  readonly conditions?: readonly HorizontalPodAutoscalerCondition[];
  readonly currentMetrics?: readonly MetricStatus[];
  readonly currentReplicas?: number;
  readonly desiredReplicas: number;
  readonly lastScaleTime?: string;
  readonly observedGeneration?: number;
}

export interface HorizontalPodAutoscalerCondition {
  readonly lastTransitionTime?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly status: string;
  readonly type: string;
}

export interface HorizontalPodAutoscalerBehavior {
  readonly scaleDown?: HPAScalingRules;
  readonly scaleUp?: HPAScalingRules;
}

export interface HPAScalingRules {
  readonly policies?: readonly HPAScalingPolicy[];
  readonly selectPolicy?: string;
  readonly stabilizationWindowSeconds?: number;
  readonly tolerance?: string;
}

export interface HPAScalingPolicy {
  readonly periodSeconds: number;
  readonly type: string;
  readonly value: number;
}

export interface CrossVersionObjectReference {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly name: string;
}

export interface MetricIdentifier {
  readonly name: string;
  readonly selector?: LabelSelector;
}

export interface MetricTarget {
  readonly averageUtilization?: number;
  readonly averageValue?: string;
  readonly type: string;
  readonly value?: string;
}

export interface MetricValueStatus {
  readonly averageUtilization?: number;
  readonly averageValue?: string;
  readonly value?: string;
}

/** One metric; which of the sources is there, its type says. */
export interface MetricSpec {
  readonly containerResource?: ContainerResourceMetricSource;
  readonly external?: MetricSource;
  readonly object?: ObjectMetricSource;
  readonly pods?: MetricSource;
  readonly resource?: ResourceMetricSource;
  readonly type: string;
}

export interface MetricSource {
  readonly metric: MetricIdentifier;
  readonly target: MetricTarget;
}

export interface ObjectMetricSource extends MetricSource {
  readonly describedObject: CrossVersionObjectReference;
}

export interface ResourceMetricSource {
  readonly name: string;
  readonly target: MetricTarget;
}

export interface ContainerResourceMetricSource extends ResourceMetricSource {
  readonly container: string;
}

export interface MetricStatus {
  readonly containerResource?: ContainerResourceMetricStatus;
  readonly external?: MetricSourceStatus;
  readonly object?: ObjectMetricStatus;
  readonly pods?: MetricSourceStatus;
  readonly resource?: ResourceMetricStatus;
  readonly type: string;
}

export interface MetricSourceStatus {
  readonly current: MetricValueStatus;
  readonly metric: MetricIdentifier;
}

export interface ObjectMetricStatus extends MetricSourceStatus {
  readonly describedObject: CrossVersionObjectReference;
}

export interface ResourceMetricStatus {
  readonly current: MetricValueStatus;
  readonly name: string;
}

export interface ContainerResourceMetricStatus extends ResourceMetricStatus {
  readonly container: string;
}

import type { Selector } from '../../../api/labels.ts';
import type { Millis } from '../../../sim/clock.ts';

/** What a pod was measured to use, in thousandths. */
export interface PodMetric {
  readonly value: number;
  readonly atMs: Millis;
  readonly windowMs: Millis;
}

/** The measurements by pod, or why there are none. */
export type PodMetrics = ReadonlyMap<string, PodMetric> | { readonly problem: string };

/** Where an autoscaler learns what pods use. Models pkg/controller/podautoscaler/metrics MetricsClient. */
export interface MetricsSource {
  /** Of one container's usage where it is named, else of all containers of a pod. */
  usage(resource: string, namespace: string, selector: Selector, container: string): PodMetrics;
}

/** A cluster without a metrics-server answers like this. */
export const noMetricsServer: MetricsSource = {
  usage: () => ({
    problem:
      'unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)',
  }),
};

export const NO_CUSTOM_METRICS =
  'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';

export const noExternalMetrics = (name: string): string =>
  `unable to fetch metrics from external metrics API: the server could not find the requested resource (get ${name}.external.metrics.k8s.io)`;

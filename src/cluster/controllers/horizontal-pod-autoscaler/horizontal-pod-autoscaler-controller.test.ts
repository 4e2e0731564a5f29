import { describe, expect, it } from 'vitest';
import { deployments, events, horizontalPodAutoscalers, pods } from '../../../api/resources.ts';
import type { HorizontalPodAutoscalerSpec } from '../../../api/types/autoscaling.ts';
import { defaultNodes } from '../../cluster-shapes.ts';
import { createCluster } from '../../create-cluster.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };

function run(replicas: number, spec: Partial<HorizontalPodAutoscalerSpec>, target = 'web') {
  const startAt = Date.UTC(2026, 0, 5, 9);
  const { apiserver, world } = createCluster({ seed: 3, startAt, nodes: defaultNodes(2), bare: true });
  const client = apiserver.client(user);
  client.create(deployments, 'default', {
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
    },
  } as never);
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: target };
  client.create(horizontalPodAutoscalers, 'default', {
    metadata: { name: 'web' },
    spec: { scaleTargetRef, maxReplicas: 5, ...spec },
  } as never);
  world.clock.advanceTo(startAt + 40_000);
  const autoscaler = client.get(horizontalPodAutoscalers, 'default', 'web')!;
  return {
    status: autoscaler.status,
    conditions: autoscaler.status.conditions?.map((one) => `${one.type}=${one.status} ${one.reason}: ${one.message}`),
    said: client
      .list(events)
      .filter(({ involvedObject }) => involvedObject.kind === 'HorizontalPodAutoscaler')
      .map(({ reason, message, count, source }) => `${source?.component} ${count} ${reason}: ${message}`),
    pods: client.list(pods, { namespace: 'default' }).length,
  };
}

const NOT_FOUND =
  'failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';

describe('the autoscaler', () => {
  it('says that nothing can be measured', () => {
    const { status, conditions, said } = run(2, {});
    expect(conditions).toEqual([
      "AbleToScale=True SucceededGetScale: the HPA controller was able to get the target's current scale",
      `ScalingActive=False FailedGetResourceMetric: the HPA was unable to compute the replica count: ${NOT_FOUND}`,
    ]);
    expect(status).toMatchObject({ currentReplicas: 2, desiredReplicas: 0, currentMetrics: [{ type: '' }] });
    expect(said).toEqual([
      `horizontal-pod-autoscaler 2 FailedGetResourceMetric: ${NOT_FOUND}`,
      `horizontal-pod-autoscaler 2 FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: ${NOT_FOUND}`,
    ]);
  });

  it.each([
    [1, 3, 3, 'Current number of replicas below Spec.MinReplicas'],
    [7, 1, 5, 'Current number of replicas above Spec.MaxReplicas'],
  ])('brings %i replicas within the bounds', (replicas, minReplicas, expected, reason) => {
    const { status, said, pods: count } = run(replicas, { minReplicas });
    expect(count).toBe(expected);
    expect(status).toMatchObject({ currentReplicas: expected, desiredReplicas: expected });
    expect(status.lastScaleTime).toBe('2026-01-05T09:00:15Z');
    expect(said).toContain(`horizontal-pod-autoscaler 1 SuccessfulRescale: New size: ${expected}; reason: ${reason}`);
  });

  it('leaves a workload at zero alone', () => {
    const { status, conditions } = run(0, {});
    expect(status).toMatchObject({ currentReplicas: 0, desiredReplicas: 0 });
    expect(conditions?.[1]).toMatch(/^ScalingActive=False ScalingDisabled: scaling is disabled since/);
  });

  it('misses its target', () => {
    expect(run(1, {}, 'other').conditions).toEqual([
      'AbleToScale=False FailedGetScale: the HPA controller was unable to get the target\'s current scale: deployments/scale.apps "other" not found',
    ]);
  });
});

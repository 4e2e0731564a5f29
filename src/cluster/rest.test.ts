import { expect, it } from 'vitest';
import { cronJobs, deployments } from '../api/resources.ts';
import { defaultNodes } from './cluster-shapes.ts';
import { createCluster } from './create-cluster.ts';

it('comes to rest with deadlines and schedules ahead', () => {
  const cluster = createCluster({ seed: 1, startAt: Date.UTC(2026, 0, 5), nodes: defaultNodes(3), bare: false });
  const client = cluster.apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  const template = {
    metadata: { labels: { app: 'web' } } as never,
    spec: { containers: [{ name: 'c', image: 'nginx:1.25' }], restartPolicy: 'OnFailure' as const },
  };
  client.create(deployments, 'default', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { ...template, spec: { containers: template.spec.containers } },
    },
  });
  client.create(cronJobs, 'default', {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly' },
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } },
  });
  expect(cluster.world.clock.settle(120_000)).toBe(true);
});

import type { Random } from '../sim/random.ts';
import { type Deed, nextDeed, send } from './random-admin-for-test.ts';

const IMAGES = ['nginx:1.25', 'nginx:1.27', 'busybox:1.36', 'nginx:nosuch'];
const NAMES = ['web', 'db'];
const merge = { 'content-type': 'application/merge-patch+json' };

/** As `nextDeed`, with Deployments, StatefulSets, ReplicaSets, Jobs and CronJobs between the nodes and DaemonSets. */
export function nextWorkloadDeed(random: Random): Deed {
  const pick = <T>(list: readonly T[]): T => list[random.int(list.length)]!;
  const chance = (percent: number) => random.int(100) < percent;
  const name = pick(NAMES);

  const container = () => ({
    name: 'c',
    image: pick(IMAGES),
    ...(chance(30) ? { command: ['sleep', pick(['3', '20', '3600'])] } : {}),
    ...(chance(30) ? { resources: { requests: { cpu: pick(['100m', '900m']), memory: '64Mi' } } } : {}),
    ...(chance(20) ? { readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 3 } } : {}),
  });
  const template = (app: string) => ({
    metadata: { labels: { app } },
    spec: {
      ...(chance(50) ? { terminationGracePeriodSeconds: pick([0, 1, 30]) } : {}),
      containers: [container()],
    },
  });
  const replicas = () => random.int(6);
  const apps = (plural: string) => `/apis/apps/v1/namespaces/default/${plural}`;
  const batch = (plural: string) => `/apis/batch/v1/namespaces/default/${plural}`;
  const make = (kind: string, plural: string, more: object): Deed => {
    const app = `${name}-${plural}`;
    const spec = { replicas: replicas(), selector: { matchLabels: { app } }, template: template(app), ...more };
    return send('POST', apps(plural), { apiVersion: 'apps/v1', kind, metadata: { name }, spec });
  };
  const jobSpec = () => {
    const { spec } = template('x');
    const [job] = spec.containers;
    const indexed = chance(40);
    return {
      parallelism: random.int(4),
      completions: 1 + random.int(4),
      backoffLimit: random.int(3),
      ...(indexed ? { completionMode: 'Indexed', ...(chance(50) ? { backoffLimitPerIndex: random.int(2) } : {}) } : {}),
      ...(chance(30) ? { activeDeadlineSeconds: 60 } : {}),
      ...(chance(30) ? { ttlSecondsAfterFinished: 30 } : {}),
      ...(chance(30) ? { podReplacementPolicy: pick(['Failed', 'TerminatingOrFailed']) } : {}),
      template: {
        spec: {
          restartPolicy: pick(['Never', 'OnFailure']),
          containers: [{ ...job, image: 'busybox:1.36', command: ['sh', '-c', pick(SCRIPTS)] }],
        },
      },
    };
  };

  const plural = pick(['deployments', 'statefulsets', 'replicasets']);
  const deeds: readonly (() => Deed)[] = [
    () =>
      make('Deployment', 'deployments', {
        minReadySeconds: pick([0, 0, 5]),
        revisionHistoryLimit: pick([0, 2, 10]),
        progressDeadlineSeconds: 60,
        strategy: pick([
          { type: 'Recreate' },
          { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          { type: 'RollingUpdate', rollingUpdate: { maxSurge: '50%', maxUnavailable: '50%' } },
        ]),
      }),
    () =>
      make('StatefulSet', 'statefulsets', {
        serviceName: 'none',
        podManagementPolicy: pick(['OrderedReady', 'Parallel']),
        updateStrategy: pick([
          { type: 'OnDelete' },
          { type: 'RollingUpdate', rollingUpdate: { partition: random.int(3) } },
        ]),
        ordinals: { start: random.int(2) },
      }),
    () => make('ReplicaSet', 'replicasets', {}),
    () => send('PATCH', `${apps(plural)}/${name}`, { spec: { replicas: replicas() } }, merge),
    () => send('PATCH', `${apps(plural)}/${name}`, { spec: { template: template(`${name}-${plural}`) } }, merge),
    () => send('PATCH', `${apps('deployments')}/${name}`, { spec: { paused: chance(40) } }, merge),
    () =>
      send('DELETE', `${apps(plural)}/${name}`, { propagationPolicy: pick(['Background', 'Foreground', 'Orphan']) }),
    () => send('POST', batch('jobs'), { kind: 'Job', apiVersion: 'batch/v1', metadata: { name }, spec: jobSpec() }),
    () => send('PATCH', `${batch('jobs')}/${name}`, { spec: { suspend: chance(50) } }, merge),
    () => send('PATCH', `${batch('jobs')}/${name}`, { spec: { parallelism: random.int(4) } }, merge),
    () => send('DELETE', `${batch('jobs')}/${name}`, { propagationPolicy: pick(['Background', 'Foreground']) }),
    () => {
      const spec = {
        schedule: '* * * * *',
        suspend: chance(30),
        concurrencyPolicy: pick(['Allow', 'Forbid', 'Replace']),
        jobTemplate: { spec: jobSpec() },
      };
      return send('POST', batch('cronjobs'), { kind: 'CronJob', apiVersion: 'batch/v1', metadata: { name }, spec });
    },
    () => send('DELETE', `${batch('cronjobs')}/${name}`, { propagationPolicy: 'Background' }),
  ];
  return chance(40) ? nextDeed(random) : pick(deeds)();
}

const SCRIPTS = ['exit 0', 'exit 1', 'sleep 5', 'sleep 100', 'sleep 2; exit 3', 'exit $JOB_COMPLETION_INDEX'];

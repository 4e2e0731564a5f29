import { daemonSets, nodes, pods } from '../api/resources.ts';
import type { Method } from '../api/transport.ts';
import type { Random } from '../sim/random.ts';
import { nodeShape } from './cluster-shapes.ts';
import type { Cluster } from './create-cluster.ts';

export const ADMIN = { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };

/** One thing that was done to a cluster, in words, so that a failing seed tells its story. */
export type Deed = (cluster: Cluster) => string;

const IMAGES = ['nginx:1.25', 'nginx:1.27', 'busybox:1.36', 'nginx:nosuch', 'calico/node:v3.27.0', 'bad image'];
const ZONES = ['a', 'b', 'c'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const SETS = ['agent', 'probe', 'shipper'];
const STRATEGIES = [
  { type: 'OnDelete' },
  { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
  { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '50%' } },
  { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
  { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '100%' } },
];

/**
 * Draws what a restless administrator does next. The choice is made from the random numbers and the cluster, and done
 * through the door, so that the same numbers do the same to a copy of the cluster.
 */
export function nextDeed(random: Random): Deed {
  const pick = <T>(list: readonly T[]): T => list[random.int(list.length)]!;
  const chance = (percent: number) => random.int(100) < percent;
  const name = pick(SETS);
  const place = random.int(1_000_000);
  const nodeOf = (cluster: Cluster) => nth(cluster.apiserver.client(ADMIN).list(nodes), place)?.metadata.name ?? 'none';
  const podOf = (cluster: Cluster) =>
    nth(cluster.apiserver.client(ADMIN).list(pods, { namespace: 'default' }), place)?.metadata.name ?? 'none';

  const template = () => ({
    metadata: { labels: { app: name } },
    spec: {
      ...(chance(25) ? { nodeSelector: { zone: pick(ZONES) } } : {}),
      ...(chance(25) ? { affinity: affinity() } : {}),
      ...(chance(40) ? { tolerations: tolerations() } : {}),
      ...(chance(50) ? { terminationGracePeriodSeconds: pick([0, 1, 30]) } : {}),
      containers: [
        {
          name: 'c',
          image: pick(IMAGES),
          ...(chance(30) ? { command: ['sleep', pick(['3', '20', '3600'])] } : {}),
          ...(chance(30) ? { resources: { requests: { cpu: pick(['100m', '1500m', '3']), memory: '64Mi' } } } : {}),
          ...(chance(20) ? { ports: [{ containerPort: 80, hostPort: 8080 }] } : {}),
          ...(chance(20) ? { readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 3 } } : {}),
        },
      ],
    },
  });
  const affinity = () => ({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              pick([
                { key: 'zone', operator: 'In', values: ['a', 'b'] },
                { key: 'zone', operator: 'NotIn', values: ['a'] },
                { key: 'zone', operator: 'Exists' },
                { key: 'zone', operator: 'DoesNotExist' },
              ]),
            ],
          },
          ...(chance(30)
            ? [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [pick(['node01', 'node02'])] }] }]
            : []),
        ],
      },
    },
  });
  const tolerations = () => [
    pick([
      { operator: 'Exists' },
      { key: 'team', operator: 'Exists' },
      { key: 'team', value: 'red', effect: 'NoExecute' },
      { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
    ]),
  ];
  const ds = `/apis/apps/v1/namespaces/default/daemonsets`;
  const merge = { 'content-type': 'application/merge-patch+json' };

  const deeds: readonly (() => Deed)[] = [
    () => {
      const spec = {
        selector: { matchLabels: { app: name } },
        template: template(),
        updateStrategy: pick(STRATEGIES),
        minReadySeconds: pick([0, 0, 5]),
        revisionHistoryLimit: pick([1, 10]),
      };
      return send('POST', ds, { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name }, spec });
    },
    () => send('PATCH', `${ds}/${name}`, { spec: { template: template() } }, merge),
    () => {
      const quotas = '/api/v1/namespaces/default/resourcequotas';
      const hard = { pods: '100', 'count/pods': '100', 'count/daemonsets.apps': pick(['1', '9']) };
      const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard } };
      return chance(50) ? send('DELETE', `${quotas}/team`) : send('POST', quotas, quota);
    },
    () => send('PATCH', `${ds}/${name}`, { spec: { template: { spec: template().spec } } }, merge),
    () =>
      send('PATCH', `${ds}/${name}`, { spec: { updateStrategy: { rollingUpdate: null, ...pick(STRATEGIES) } } }, merge),
    () => send('DELETE', `${ds}/${name}`, { propagationPolicy: pick(['Background', 'Foreground', 'Orphan']) }),
    () => {
      const labels = { zone: pick([...ZONES, null]) };
      return (cluster) => send('PATCH', `/api/v1/nodes/${nodeOf(cluster)}`, { metadata: { labels } }, merge)(cluster);
    },
    () => {
      const taints = chance(50) ? [] : [{ key: 'team', value: pick(['red', 'blue']), effect: pick(EFFECTS) }];
      return (cluster) => send('PATCH', `/api/v1/nodes/${nodeOf(cluster)}`, { spec: { taints } }, merge)(cluster);
    },
    () => {
      const unschedulable = chance(50);
      return (cluster) =>
        send('PATCH', `/api/v1/nodes/${nodeOf(cluster)}`, { spec: { unschedulable } }, merge)(cluster);
    },
    () => {
      const [deletes, number] = [chance(30), 10 + random.int(90)];
      const shape = nodeShape({ name: `extra${number}`, cpu: 2, labels: { zone: pick(ZONES) } }, number);
      return (cluster) => {
        if (deletes) return send('DELETE', `/api/v1/nodes/${nodeOf(cluster)}`)(cluster);
        if (cluster.kubelets.nodeNames().includes(shape.name)) return 'no new node';
        cluster.addNode(shape);
        return `add node ${shape.name}`;
      };
    },
    () => {
      const running = chance(70);
      return (cluster) => {
        const node = nth(cluster.kubelets.nodeNames(), place)!;
        cluster.setKubeletRunning(node, running);
        return `${running ? 'start' : 'stop'} the kubelet of ${node}`;
      };
    },
    () => {
      const body = chance(30) ? { gracePeriodSeconds: 0 } : {};
      return (cluster) => send('DELETE', `/api/v1/namespaces/default/pods/${podOf(cluster)}`, body)(cluster);
    },
    () => (cluster) => {
      const pod = podOf(cluster);
      const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace: 'default' } };
      return send('POST', `/api/v1/namespaces/default/pods/${pod}/eviction`, eviction)(cluster);
    },
    () => {
      const labels = chance(50) ? { app: null } : { app: pick(SETS) };
      return (cluster) =>
        send('PATCH', `/api/v1/namespaces/default/pods/${podOf(cluster)}`, { metadata: { labels } }, merge)(cluster);
    },
    () => (cluster) => {
      const set = cluster.apiserver.client(ADMIN).get(daemonSets, 'default', name);
      if (set === undefined) return 'no set to replace';
      const paused = { ...set, metadata: { ...set.metadata, annotations: { touched: 'yes' } } };
      return send('PUT', `${ds}/${name}`, paused)(cluster);
    },
  ];
  return pick(deeds)();
}

/** Refusals belong to the game; an answer of the server's own failure does not. */
export function send(method: Method, path: string, body?: unknown, headers: Record<string, string> = {}): Deed {
  return (cluster) => {
    const { status, body: answer } = cluster.apiserver.handle({
      method,
      path,
      query: {},
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      user: ADMIN,
    });
    const told = `${method} ${path} ${JSON.stringify(body ?? '')} -> ${status}`;
    if (status >= 500) throw new Error(`${told} ${JSON.stringify(answer)}`);
    return told;
  };
}

const nth = <T>(list: readonly T[], place: number): T | undefined =>
  list.length === 0 ? undefined : list[place % list.length];

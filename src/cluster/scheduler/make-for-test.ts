import type { KubeObject } from '../../api/object.ts';
import type { Resource } from '../../api/resources.ts';
import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import { rejectionOf, startCycle } from './cycle.ts';
import { addPod, createNodeInfo, type NodeInfo } from './node-info.ts';
import type { SchedulerPlugin } from './plugin.ts';
import { createProfile, type Profile } from './profile.ts';
import type { PluginConfig } from './scheduler-configuration.ts';
import { type Lister, type SchedulingView, viewOf } from './view.ts';

type Labels = Readonly<Record<string, string>>;

const metadata = (name: string, labels: Labels) => ({
  name,
  uid: name,
  resourceVersion: '1',
  creationTimestamp: '2026-01-05T09:00:00Z',
  labels,
});

export interface NodeWish {
  readonly labels?: Labels;
  readonly spec?: Node['spec'];
  /** Beside 110 pods. */
  readonly allocatable?: Labels;
  readonly images?: Node['status']['images'];
}

export function makeNode(name: string, { labels = {}, spec = {}, allocatable = {}, images }: NodeWish = {}): Node {
  const status = { allocatable: { pods: '110', ...allocatable }, ...(images === undefined ? {} : { images }) };
  return { apiVersion: 'v1', kind: 'Node', metadata: metadata(name, labels), spec, status };
}

export interface PodWish {
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly node?: string;
  readonly spec?: Partial<Pod['spec']>;
  /** The requests of each container. */
  readonly requests?: readonly Labels[];
  readonly priority?: number;
  readonly startTime?: string;
  readonly terminating?: boolean;
  readonly status?: Partial<Pod['status']>;
}

export function makePod(name: string, wish: PodWish = {}): Pod {
  const { namespace = 'default', labels = {}, node, spec, requests = [], priority, startTime, terminating } = wish;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata(name, labels),
      namespace,
      ...(terminating ? { deletionTimestamp: '2026-01-05T10:00:00Z' } : {}),
    },
    spec: {
      containers: requests.map((one, i) => ({ name: `c${i}`, image: 'nginx', resources: { requests: one } })),
      ...(node === undefined ? {} : { nodeName: node }),
      ...(priority === undefined ? {} : { priority }),
      ...spec,
    },
    status: { ...(startTime === undefined ? {} : { startTime }), ...wish.status },
  };
}

/** A lister of these objects only. */
export function listerOf(objects: readonly KubeObject[]): Lister {
  const of = <T extends KubeObject>({ kind }: Resource<T>) =>
    objects.filter((one) => one.kind === kind) as unknown as T[];
  return {
    get: (resource, namespace, name) =>
      of(resource).find(
        ({ metadata: known }) => known.name === name && (!resource.namespaced || known.namespace === namespace),
      ),
    list: (resource, scope) =>
      of(resource).filter(
        ({ metadata: known }) => scope?.namespace === undefined || known.namespace === scope.namespace,
      ),
  };
}

/** A view of the nodes with the pods that name them. */
export function makeView(nodes: readonly Node[], pods: readonly Pod[] = [], objects: readonly KubeObject[] = []) {
  const infos = nodes.map((node): NodeInfo => {
    const info = createNodeInfo(node);
    for (const pod of pods) if (pod.spec.nodeName === node.metadata.name) addPod(info, pod);
    return info;
  });
  return viewOf(infos, listerOf(objects));
}

/** A profile of one plugin only. */
export const profileWith = (name: string, pluginConfig: PluginConfig = {}): Profile =>
  createProfile({ schedulerName: 'test', plugins: { disabled: ['*'], enabled: [{ name }] }, pluginConfig }, 0);

/** What one plugin says of the pod on each node: '' where it fits, with `!` before what eviction cannot help. */
export function verdicts(profile: Profile, pod: Pod, view: SchedulingView): readonly string[] | string {
  const cycle = startCycle(pod, profile, view);
  const text = (rejection: ReturnType<typeof rejectionOf>) =>
    rejection === undefined ? '' : `${rejection.preemptable ? '' : '!'}${rejection.reasons.join(', ')}`;
  if (cycle.rejection !== undefined) return text(cycle.rejection);
  return [...view.nodes.values()].map((info) => text(rejectionOf(cycle, info)));
}

/** The normalised scores of one plugin for the named nodes, or `skip`. */
export function scores(
  { plugins }: Profile,
  pod: Pod,
  view: SchedulingView,
  names: readonly string[] = [...view.nodes.keys()],
): readonly number[] | 'skip' {
  const plugin: SchedulerPlugin = plugins[0]!.plugin;
  const infos = names.map((name) => view.nodes.get(name)!);
  const prepared = plugin.preScore?.(pod, infos, view);
  if (prepared === 'skip') return 'skip';
  const found = infos.map((info) => plugin.score!(prepared?.state, pod, info, view));
  plugin.normalise?.(prepared?.state, found);
  return found;
}

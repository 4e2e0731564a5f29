import type { KubeObject } from '../../src/api/object.ts';
import type { Deployment, ReplicaSet } from '../../src/api/types/deployment.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import { type Framework, MINUTE, retryOnConflict, SECOND } from './framework.ts';
import { at } from './paths.ts';

/** The images of 1.33's test/utils/image/manifest.go. */
export const HTTPD = 'registry.k8s.io/e2e-test-images/httpd:2.4.38-4';
export const AGNHOST = 'registry.k8s.io/e2e-test-images/agnhost:2.53';
export const NGINX = 'registry.k8s.io/e2e-test-images/nginx:1.14-4';
export const BUSYBOX = 'registry.k8s.io/e2e-test-images/busybox:1.36.1-1';
export const PAUSE = 'registry.k8s.io/pause:3.10';

type Labels = Readonly<Record<string, string>>;

export const newPod = (name: string, image: string, labels: Labels | undefined, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ...(labels === undefined ? {} : { labels }) },
  spec: { containers: [{ name, image }], ...spec },
});

const template = (labels: Labels, name: string, image: string) => ({
  metadata: { labels },
  spec: { terminationGracePeriodSeconds: 0, containers: [{ name, image, securityContext: {} }] },
});

/** Models framework/deployment NewDeployment. */
export const newDeployment = (
  name: string,
  replicas: number,
  labels: Labels,
  container: string,
  image: string,
  type = 'RollingUpdate',
) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels },
  spec: {
    replicas,
    selector: { matchLabels: labels },
    strategy: { type },
    template: template(labels, container, image),
  },
});

export const newReplicaSet = (name: string, replicas: number, labels: Labels, container: string, image: string) => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name, labels },
  spec: { selector: { matchLabels: labels }, replicas, template: template(labels, container, image) },
});

export const newReplicationController = (
  name: string,
  replicas: number,
  labels: Labels,
  container: string,
  image: string,
) => ({
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: { name },
  spec: {
    replicas,
    template: {
      metadata: { labels },
      spec: { terminationGracePeriodSeconds: 0, containers: [{ name: container, image }] },
    },
  },
});

export const controllerOf = (object: KubeObject) =>
  object.metadata.ownerReferences?.find(({ controller }) => controller === true);

export const selectorOf = (labels: Labels): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

/** Models podutil.IsPodAvailable. */
export function isAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  const ready = pod.status.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status !== 'True') return false;
  return minReadySeconds === 0 || Date.parse(ready.lastTransitionTime!) + minReadySeconds * SECOND < now;
}

export const isReady = (pod: Pod): boolean => isAvailable(pod, 0, 0);

/** Models e2epod.VerifyPodsRunning: as many pods as wanted, and all of them run. */
export async function podsRun(f: Framework, labels: Labels, count: number): Promise<readonly Pod[]> {
  let found: readonly Pod[] = [];
  await f.poll(`${count} pods run`, 2 * SECOND, 5 * MINUTE, async () => {
    const page = await f.client.list<Pod>(at('v1', 'pods', f.namespace), { labelSelector: selectorOf(labels) });
    found = page.items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    return found.length === count && found.every(({ status }) => status.phase === 'Running');
  });
  return found;
}

/** Models e2epod.PodsCreatedByLabel. */
export async function podsCreated(f: Framework, labels: Labels, count: number): Promise<readonly Pod[]> {
  let found: readonly Pod[] = [];
  await f.poll(`${count} pods are created`, SECOND, 2 * MINUTE, async () => {
    const page = await f.client.list<Pod>(at('v1', 'pods', f.namespace), { labelSelector: selectorOf(labels) });
    found = page.items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    return found.length === count;
  });
  return found;
}

export async function waitForPod(f: Framework, name: string, what: string, holds: (pod: Pod) => boolean) {
  let pod: Pod | undefined;
  await f.poll(`pod ${name} ${what}`, 2 * SECOND, 5 * MINUTE, async () => {
    pod = await f.client.get<Pod>(at('v1', 'pods', f.namespace, name));
    return holds(pod);
  });
  return pod!;
}

/** Gets, changes and puts back what is at a path, again while others are faster. */
export const updateWithRetries = <T extends KubeObject>(f: Framework, path: string, change: (object: T) => object) =>
  retryOnConflict(async () => f.client.update<T>(path, change(await f.client.get<T>(path))));

const REVISION = 'deployment.kubernetes.io/revision';

/** The set whose template is the deployment's but for the hash. Models deploymentutil FindNewReplicaSet. */
export async function replicaSetsOf(f: Framework, deployment: Deployment) {
  const labelSelector = selectorOf(deployment.spec.selector.matchLabels ?? {});
  const page = await f.client.list<ReplicaSet>(at('apps/v1', 'replicasets', f.namespace), { labelSelector });
  const own = page.items.filter((set) => controllerOf(set)?.uid === deployment.metadata.uid);
  const wanted = withoutHash(deployment.spec.template as unknown as ReplicaSet['spec']['template']);
  const isCurrent = (set: ReplicaSet) => withoutHash(set.spec.template) === wanted;
  return { current: own.find(isCurrent), old: own.filter((set) => !isCurrent(set)) };
}

function withoutHash(template: ReplicaSet['spec']['template']): string {
  const { 'pod-template-hash': _, ...labels } = template?.metadata?.labels ?? {};
  return JSON.stringify({ labels: Object.entries(labels).sort(), spec: sorted(template?.spec) });
}

/** The same data with its keys in order, so that its text can be compared. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Record<string, unknown>)[key])]));
}

/** Models testutil.WaitForDeploymentRevisionAndImage. */
export async function revisionAndImage(f: Framework, name: string, revision: string, image: string): Promise<void> {
  await f.poll(`${name} is at revision ${revision}`, SECOND, 5 * MINUTE, () =>
    hasRevisionAndImage(f, name, revision, image),
  );
}

export async function hasRevisionAndImage(f: Framework, name: string, revision: string, image: string) {
  const deployment = await f.client.get<Deployment>(at('apps/v1', 'deployments', f.namespace, name));
  const { current } = await replicaSetsOf(f, deployment);
  if (current === undefined) return false;
  return (
    deployment.metadata.annotations?.[REVISION] === revision &&
    current.metadata.annotations?.[REVISION] === revision &&
    current.metadata.labels?.['pod-template-hash'] !== undefined &&
    current.spec.selector.matchLabels?.['pod-template-hash'] !== undefined &&
    deployment.spec.template.spec?.containers[0]?.image === image &&
    current.spec.template?.spec?.containers[0]?.image === image
  );
}

/** Models testutil.WaitForDeploymentComplete; `check` looks at every state on the way. */
export async function deploymentComplete(f: Framework, wanted: Deployment, check?: (d: Deployment) => Promise<void>) {
  const path = at('apps/v1', 'deployments', f.namespace, wanted.metadata.name);
  await f.poll(`${wanted.metadata.name} is complete`, 2 * SECOND, 5 * MINUTE, async () => {
    const deployment = await f.client.get<Deployment>(path);
    const { status } = deployment;
    const replicas = wanted.spec.replicas ?? 1;
    if (
      status.updatedReplicas === replicas &&
      status.replicas === replicas &&
      status.availableReplicas === replicas &&
      (status.observedGeneration ?? 0) >= wanted.metadata.generation!
    )
      return true;
    await check?.(deployment);
    return false;
  });
}

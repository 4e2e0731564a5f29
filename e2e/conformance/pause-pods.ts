import type { Node } from '../../src/api/types/node.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import { type Framework, retryOnConflict, SECOND } from './framework.ts';
import { at } from './paths.ts';
import { PAUSE, waitForPod } from './workloads.ts';

/** Models the pods of test/e2e/scheduling: they do nothing, and nothing forbids them. */
export const pauseSpec = (name: string, more: object = {}, resources: object = {}) => ({
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name,
      image: PAUSE,
      resources,
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
  ],
  terminationGracePeriodSeconds: 1,
  ...more,
});

export const createPausePod = (f: Framework, name: string, spec: object, metadata: object = {}) =>
  f.client.create<Pod>(at('v1', 'pods', f.namespace), {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: f.namespace, ...metadata },
    spec,
  });

export const podRuns = (f: Framework, name: string) =>
  waitForPod(f, name, 'runs', ({ status }) => status.phase === 'Running');

/** Ready nodes that take pods without tolerations. Models GetReadySchedulableNodes. */
export async function readyNodes(f: Framework): Promise<readonly Node[]> {
  const { items } = await f.client.list<Node>(at('v1', 'nodes'), { fieldSelector: 'spec.unschedulable=false' });
  return items.filter(
    ({ spec, status }) =>
      (spec.taints ?? []).length === 0 && status.conditions?.find(({ type }) => type === 'Ready')?.status === 'True',
  );
}

/** Runs a pod, asks where, and deletes it. Models GetNodeThatCanRunPod. */
export async function nodeThatRunsPods(f: Framework): Promise<string> {
  await createPausePod(f, 'without-label', pauseSpec('without-label'));
  const { spec } = await podRuns(f, 'without-label');
  await f.client.remove(at('v1', 'pods', f.namespace, 'without-label'), { gracePeriodSeconds: 0 });
  return spec.nodeName!;
}

/** Models AddExtendedResource, which sends a whole node status with nothing else in it. */
export async function addResource(f: Framework, node: string, resource: string, amount: string): Promise<void> {
  const nodeInfo = Object.fromEntries(
    [
      'machineID',
      'systemUUID',
      'bootID',
      'kernelVersion',
      'osImage',
      'containerRuntimeVersion',
      'kubeletVersion',
      'kubeProxyVersion',
      'operatingSystem',
      'architecture',
    ].map((name) => [name, '']),
  );
  await f.client.patch(at('v1', 'nodes', undefined, node, 'status'), 'strategic-merge', {
    metadata: { creationTimestamp: null },
    spec: {},
    status: {
      capacity: { [resource]: amount },
      allocatable: { [resource]: amount },
      daemonEndpoints: { kubeletEndpoint: { Port: 0 } },
      nodeInfo,
    },
  });
  await f.poll(`${node} has ${resource}`, SECOND, 30 * SECOND, async () => {
    const { status } = await f.client.get<Node>(at('v1', 'nodes', undefined, node));
    return status.capacity?.[resource] === amount;
  });
}

/** Models RemoveExtendedResource. */
export const removeResource = (f: Framework, name: string, resource: string) =>
  retryOnConflict(async () => {
    const node = await f.client.get<Node>(at('v1', 'nodes', undefined, name));
    const { [resource]: _, ...capacity } = node.status.capacity ?? {};
    const { [resource]: __, ...allocatable } = node.status.allocatable ?? {};
    const body = { ...node, status: { ...node.status, capacity, allocatable } };
    await f.client.update(at('v1', 'nodes', undefined, name, 'status'), body);
  });

export const onNode = (name: string) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }] }],
    },
  },
});

export const asks = (resource: string, amount: string) => ({
  requests: { [resource]: amount },
  limits: { [resource]: amount },
});

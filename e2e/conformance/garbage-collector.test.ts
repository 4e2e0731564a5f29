import { expect } from 'vitest';
import type { KubeObject } from '../../src/api/object.ts';
import type { Deployment, ReplicaSet } from '../../src/api/types/deployment.ts';
import type { Node } from '../../src/api/types/node.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import { isRefusal } from './api-client.ts';
import { type Framework, MINUTE, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import { controllerOf, NGINX, newDeployment } from './workloads.ts';

/** Re-expresses test/e2e/apimachinery/garbage_collector.go. */

interface Controller extends KubeObject {
  readonly spec: { readonly replicas: number };
  readonly status: { readonly replicas: number };
}

const rcPath = (f: Framework, name?: string) => at('v1', 'replicationcontrollers', f.namespace, name);
const podPath = (f: Framework, name?: string) => at('v1', 'pods', f.namespace, name);
const setPath = (f: Framework, name?: string) => at('apps/v1', 'replicasets', f.namespace, name);
const deploymentPath = (f: Framework, name?: string) => at('apps/v1', 'deployments', f.namespace, name);

const createOwner = (f: Framework, name: string, replicas: number, label: string) =>
  f.client.create<Controller>(rcPath(f), {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name, namespace: f.namespace },
    spec: {
      replicas,
      selector: { [label]: label },
      template: {
        metadata: { labels: { [label]: label } },
        spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'nginx', image: NGINX }] },
      },
    },
  });

const options = (owner: KubeObject, propagationPolicy: string) => ({
  preconditions: { uid: owner.metadata.uid },
  propagationPolicy,
});

/** How many pods the specs put on the cluster: half of those that its nodes take, and no more than 100. */
async function manyPods(f: Framework): Promise<number> {
  const { items } = await f.client.list<Node>(at('v1', 'nodes'), { fieldSelector: 'spec.unschedulable=false' });
  const room = items
    .filter(({ spec }) => spec.taints === undefined)
    .reduce((sum, { status }) => sum + Number(status.allocatable?.pods), 0);
  return Math.max(10, Math.min(100, Math.floor(room / 2)));
}

const hasReplicas = (f: Framework, owner: Controller) =>
  f.poll('the replicas are there', 2 * SECOND, 2 * MINUTE, async () => {
    return (await f.client.get<Controller>(rcPath(f, owner.metadata.name))).status.replicas === owner.spec.replicas;
  });

const count = async (f: Framework, path: string) => (await f.client.list(path)).items.length;
const ownerIsGone = async (f: Framework, owner: KubeObject) =>
  isRefusal(await f.client.get(rcPath(f, owner.metadata.name)).catch((error: unknown) => error), 'NotFound');

spec(
  '[sig-api-machinery] Garbage collector should delete pods created by rc when not orphaning [Conformance]',
  'gc',
  async (f) => {
    const owner = await createOwner(f, 'simpletest.rc', 2, 'gctest-00001');
    await f.poll('there are pods', 5 * SECOND, 30 * SECOND, async () => (await count(f, podPath(f))) > 0);
    await f.client.remove(rcPath(f, 'simpletest.rc'), options(owner, 'Background'));
    await f.poll('all is collected', 5 * SECOND, 2 * MINUTE, async () => {
      return (await count(f, rcPath(f))) === 0 && (await count(f, podPath(f))) === 0;
    });
  },
);

spec(
  '[sig-api-machinery] Garbage collector should orphan pods created by rc if delete options say so [Serial] [Conformance]',
  'gc',
  async (f) => {
    const owner = await createOwner(f, 'simpletest.rc', await manyPods(f), 'gctest-00002');
    await hasReplicas(f, owner);
    await f.client.remove(rcPath(f, 'simpletest.rc'), options(owner, 'Orphan'));
    await f.poll('the owner goes', 5 * SECOND, 3 * MINUTE, async () => (await count(f, rcPath(f))) === 0);
    await f.sleep(30 * SECOND);
    expect(await count(f, podPath(f))).toBe(owner.spec.replicas);
  },
);

async function deploymentWithSet(f: Framework, label: string) {
  const name = 'simpletest.deployment';
  const body = newDeployment(name, 2, { [label]: label }, 'nginx', NGINX);
  const deployment = await f.client.create<Deployment>(deploymentPath(f), body);
  let set: ReplicaSet | undefined;
  await f.poll('there is a replica set', 500, MINUTE, async () => {
    set = (await f.client.list<ReplicaSet>(setPath(f))).items[0];
    return set !== undefined;
  });
  return { deployment, set: set! };
}

spec(
  '[sig-api-machinery] Garbage collector should delete RS created by deployment when not orphaning [Conformance]',
  'gc',
  async (f) => {
    const { deployment } = await deploymentWithSet(f, 'gctest-00003');
    await f.client.remove(deploymentPath(f, deployment.metadata.name), options(deployment, 'Background'));
    await f.poll('all is collected', 500, 2 * MINUTE, async () => {
      const counts = [deploymentPath(f), setPath(f), podPath(f)].map((path) => count(f, path));
      return (await Promise.all(counts)).every((one) => one === 0);
    });
  },
);

spec(
  '[sig-api-machinery] Garbage collector should orphan RS created by deployment when deleteOptions.PropagationPolicy is Orphan [Conformance]',
  'gc',
  async (f) => {
    const { deployment, set } = await deploymentWithSet(f, 'gctest-00004');
    await f.poll('the set has its replicas', 100, MINUTE, async () => {
      const { status } = await f.client.get<ReplicaSet>(setPath(f, set.metadata.name));
      return (status.observedGeneration ?? 0) >= set.metadata.generation! && status.replicas === set.spec.replicas;
    });
    await f.client.remove(deploymentPath(f, deployment.metadata.name), options(deployment, 'Orphan'));
    await f.poll('the deployment goes', 500, 2 * MINUTE, async () => (await count(f, deploymentPath(f))) === 0);
    expect([await count(f, setPath(f)), await count(f, podPath(f))]).toEqual([1, 2]);
    const { items } = await f.client.list<ReplicaSet>(setPath(f));
    expect(items.map(controllerOf)).toEqual([undefined]);
  },
);

spec(
  '[sig-api-machinery] Garbage collector should keep the rc around until all its pods are deleted if the deleteOptions says so [Serial] [Conformance]',
  'gc',
  async (f) => {
    const owner = await createOwner(f, 'simpletest.rc', await manyPods(f), 'gctest-00005');
    await hasReplicas(f, owner);
    await f.client.remove(rcPath(f, 'simpletest.rc'), options(owner, 'Foreground'));
    await f.poll('the owner goes', SECOND, 90 * SECOND, () => ownerIsGone(f, owner));
    expect(await count(f, podPath(f))).toBe(0);
  },
);

spec(
  "[sig-api-machinery] Garbage collector should not delete dependents that have both valid owner and owner that's waiting for dependents to be deleted [Serial] [Conformance]",
  'gc',
  async (f) => {
    const replicas = await manyPods(f);
    const half = Math.floor(replicas / 2);
    const going = await createOwner(f, 'simpletest-rc-to-be-deleted', replicas, 'gctest_d-00006');
    const staying = await createOwner(f, 'simpletest-rc-to-stay', 0, 'gctest_s-00007');
    await hasReplicas(f, going);
    const { items } = await f.client.list<Pod>(podPath(f));
    const { name, uid } = staying.metadata;
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ReplicationController', name, uid }];
    for (const { metadata } of items.slice(0, half)) {
      await f.client.patch(podPath(f, metadata.name), 'strategic-merge', { metadata: { ownerReferences } });
    }
    await f.client.remove(rcPath(f, going.metadata.name), options(going, 'Foreground'));
    await f.poll('the owner goes', 5 * SECOND, 90 * SECOND, () => ownerIsGone(f, going));
    const left = (await f.client.list<Pod>(podPath(f))).items;
    expect(left.length).toBe(half);
    for (const { metadata } of left) {
      expect(metadata.deletionTimestamp).toBeUndefined();
      expect(metadata.ownerReferences?.length).toBe(1);
    }
  },
);

spec(
  '[sig-api-machinery] Garbage collector should not be blocked by dependency circle [Conformance]',
  'gc',
  async (f) => {
    const create = (name: string) =>
      f.client.create<Pod>(podPath(f), {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name },
        spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'nginx', image: NGINX }] },
      });
    const [one, two, three] = [await create('pod1'), await create('pod2'), await create('pod3')];
    const own = ({ metadata }: Pod, { metadata: { name, uid } }: Pod) => {
      const owner = { apiVersion: 'v1', kind: 'Pod', name, uid, controller: true, blockOwnerDeletion: true };
      return f.client.patch(podPath(f, metadata.name), 'strategic-merge', { metadata: { ownerReferences: [owner] } });
    };
    await own(one, three);
    await own(two, one);
    await own(three, two);
    await f.client.remove(podPath(f, 'pod1'), options(one, 'Foreground'));
    await f.poll('all go', 5 * SECOND, 150 * SECOND, async () => (await count(f, podPath(f))) === 0);
  },
);

import type { KubeObject } from '../api/object.ts';
import { isPodAvailable, isPodReady, isPodTerminal } from '../api/pod-conditions.ts';
import { cronJobs, deployments, jobs, pods, replicaSets, statefulSets } from '../api/resources.ts';
import type { Pod } from '../api/types/pod.ts';
import type { Client } from './client/client.ts';
import { controllerOf } from './controllers/controller-ref.ts';
import { finishedCondition } from './controllers/job/job-conditions.ts';
import { parseIndexes } from './controllers/job/job-indexes.ts';
import type { Cluster } from './create-cluster.ts';
import { ADMIN } from './random-admin-for-test.ts';

type Say = (text: string) => void;
const alive = ({ metadata }: KubeObject) => metadata.deletionTimestamp === undefined;
const isActive = (pod: Pod) => alive(pod) && !isPodTerminal(pod);

/** What must hold of workloads once a cluster had the time to react to everything. */
export function brokenWorkloads(cluster: Cluster): readonly string[] {
  const client = cluster.apiserver.client(ADMIN);
  const now = cluster.world.clock.now();
  const broken: string[] = [];
  const about =
    (object: KubeObject): Say =>
    (text) =>
      broken.push(`${object.kind} ${object.metadata.name}: ${text}`);
  ownersExist(client, (object) => about(object)(`outlives its ${controllerOf(object)?.kind}`));
  for (const set of client.list(replicaSets).filter(alive)) countReplicaSet(client, set, now, about(set));
  for (const set of client.list(deployments).filter(alive)) countDeployment(client, set, about(set));
  for (const set of client.list(statefulSets).filter(alive)) countStatefulSet(client, set, now, about(set));
  for (const job of client.list(jobs).filter(alive)) countJob(client, job, about(job));
  return broken;
}

const owned = (client: Client, { metadata }: KubeObject): readonly Pod[] =>
  client.list(pods, { owner: metadata.uid }).filter((pod) => controllerOf(pod)?.uid === metadata.uid);

function ownersExist(client: Client, say: (object: KubeObject) => void): void {
  const owners = [deployments, replicaSets, statefulSets, jobs, cronJobs].flatMap((kind) => client.list(kind as never));
  const uids = new Set((owners as readonly KubeObject[]).map(({ metadata }) => metadata.uid));
  for (const object of [...client.list(pods), ...client.list(replicaSets), ...client.list(jobs)] as KubeObject[]) {
    const owner = controllerOf(object);
    if (owner === undefined || ['DaemonSet', 'Node'].includes(owner.kind) || !alive(object)) continue;
    if (!uids.has(owner.uid)) say(object);
  }
}

function same(say: Say, told: object, counted: object): void {
  if (JSON.stringify(told) !== JSON.stringify(counted)) {
    say(`the status says ${JSON.stringify(told)}, a recount ${JSON.stringify(counted)}`);
  }
}

function generation({ metadata }: KubeObject, observed: number | undefined, say: Say): void {
  if (metadata.generation !== observed) say(`generation ${metadata.generation}, observed ${observed}`);
}

type OneOf<T> = T extends readonly (infer U)[] ? U : never;
type ReplicaSet = OneOf<ReturnType<typeof listReplicaSets>>;
const listReplicaSets = (client: Client) => client.list(replicaSets);

function countReplicaSet(client: Client, set: ReplicaSet, now: number, say: Say): void {
  const { spec, status } = set;
  const active = owned(client, set).filter(isActive);
  generation(set, status.observedGeneration, say);
  if (active.length !== spec.replicas) say(`${active.length} pods for ${spec.replicas} replicas`);
  const ready = active.filter(isPodReady);
  const available = ready.filter((pod) => isPodAvailable(pod, spec.minReadySeconds ?? 0, now));
  same(
    say,
    { all: status.replicas, ready: status.readyReplicas ?? 0, available: status.availableReplicas ?? 0 },
    { all: active.length, ready: ready.length, available: available.length },
  );
}

function countDeployment(client: Client, set: OneOf<ReturnType<typeof listDeployments>>, say: Say): void {
  const sets = client.list(replicaSets, { owner: set.metadata.uid }).filter(alive);
  generation(set, set.status.observedGeneration, say);
  const sum = (count: (one: ReplicaSet) => number | undefined) => sets.reduce((all, one) => all + (count(one) ?? 0), 0);
  const { status, spec } = set;
  same(
    say,
    { all: status.replicas ?? 0, ready: status.readyReplicas ?? 0, available: status.availableReplicas ?? 0 },
    {
      all: sum((one) => one.status.replicas),
      ready: sum((one) => one.status.readyReplicas),
      available: sum((one) => one.status.availableReplicas),
    },
  );
  if (spec.paused === true) return;
  const desired = spec.replicas ?? 1;
  if ((status.availableReplicas ?? 0) === desired && status.updatedReplicas !== desired && desired > 0) {
    const stuck = sets.some((one) => (one.status.readyReplicas ?? 0) < (one.spec.replicas ?? 0));
    if (!stuck) say('the rollout stopped');
  }
  const complete = [status.replicas, status.updatedReplicas, status.availableReplicas].every(
    (count) => (count ?? 0) === desired,
  );
  if (!complete) return;
  const old = sets.filter((one) => (one.spec.replicas ?? 0) === 0 && one.status.replicas === 0).length;
  if (old > (spec.revisionHistoryLimit ?? 10) + 1) say(`keeps ${old} old sets`);
}
const listDeployments = (client: Client) => client.list(deployments);

function countStatefulSet(
  client: Client,
  set: OneOf<ReturnType<typeof listStatefulSets>>,
  now: number,
  say: Say,
): void {
  const { spec, status } = set;
  generation(set, status.observedGeneration, say);
  const own = owned(client, set);
  const ready = own.filter((pod) => pod.status.phase === 'Running' && isPodReady(pod));
  const available = ready.filter((pod) => isPodAvailable(pod, spec.minReadySeconds ?? 0, now));
  same(
    say,
    { all: status.replicas, ready: status.readyReplicas ?? 0, available: status.availableReplicas ?? 0 },
    { all: own.length, ready: ready.length, available: available.length },
  );
  const start = spec.ordinals?.start ?? 0;
  const ordinals = own.map(({ metadata }) => Number(metadata.name.slice(set.metadata.name.length + 1)));
  if (new Set(ordinals).size !== ordinals.length) say('two pods of one ordinal');
  const misplaced = ordinals.filter((ordinal) => ordinal < start || ordinal >= start + (spec.replicas ?? 1));
  if (misplaced.length > 0 && own.every((pod) => isPodReady(pod) && alive(pod))) say(`keeps the pods ${misplaced}`);
  // Pods that lost their labels keep their names, and the set can't make others of those names.
  const wanted = Array.from({ length: spec.replicas ?? 1 }, (_, i) => start + i);
  const missing = wanted.filter((ordinal) => !ordinals.includes(ordinal));
  const isTaken = missing.some((ordinal) => {
    const { namespace, name } = set.metadata;
    return client.get(pods, namespace, `${name}-${ordinal}`) !== undefined;
  });
  const waits = spec.podManagementPolicy === 'OrderedReady' && ready.length < own.length;
  if (missing.length > 0 && !isTaken && !waits && own.every(alive)) say(`lacks the pods ${missing}`);
}
const listStatefulSets = (client: Client) => client.list(statefulSets);

function countJob(client: Client, job: OneOf<ReturnType<typeof listJobs>>, say: Say): void {
  const { spec, status } = job;
  const own = owned(client, job);
  const active = own.filter(isActive);
  const end = finishedCondition(job);
  if (end !== undefined) {
    if (active.length > 0) say(`${active.length} pods work on after its end`);
    if (own.some(({ metadata }) => metadata.finalizers?.includes('batch.kubernetes.io/job-tracking'))) {
      say('holds pods after its end');
    }
    if (end.type === 'Complete' && spec.completions !== undefined && (status.succeeded ?? 0) < spec.completions) {
      say(`complete with ${status.succeeded} of ${spec.completions}`);
    }
  }
  same(
    say,
    { active: status.active ?? 0, ready: status.ready ?? 0 },
    { active: end === undefined ? active.length : 0, ready: end === undefined ? active.filter(isPodReady).length : 0 },
  );
  if (spec.completionMode === 'Indexed') {
    const indexes = parseIndexes(status.completedIndexes, spec.completions ?? 0).size;
    if (indexes !== (status.succeeded ?? 0)) say(`${indexes} indexes, ${status.succeeded} succeeded`);
  }
  if (spec.suspend === true && end === undefined && active.length > 0) say('works while suspended');
  if (active.length > Math.max(spec.parallelism ?? 1, 0)) say(`${active.length} pods work side by side`);
}
const listJobs = (client: Client) => client.list(jobs);

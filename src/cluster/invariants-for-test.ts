import { isPodAvailable, isPodReady, isPodTerminal } from '../api/pod-conditions.ts';
import { milliValue } from '../api/quantity.ts';
import { evaluatorOf } from '../api/quota/evaluator-of.ts';
import { measuredUsage } from '../api/quota/measured-usage.ts';
import { amountsEqual } from '../api/quota/quota-amounts.ts';
import type { QuotaEvaluator } from '../api/quota/quota-evaluator.ts';
import { podRequests } from '../api/resource-list.ts';
import * as resources from '../api/resources.ts';
import { controllerRevisions, daemonSets, nodes, pods, resourceQuotas } from '../api/resources.ts';
import type { DaemonSet } from '../api/types/daemon-set.ts';
import type { Pod } from '../api/types/pod.ts';
import type { Client } from './client/client.ts';
import { isUpToDate, REVISION_HASH_LABEL, templateGenerationOf } from './controllers/daemon-set/daemon-pod.ts';
import { targetNodeOf } from './controllers/daemon-set/node-name-affinity.ts';
import { nodeShouldRunDaemonPod } from './controllers/daemon-set/placement.ts';
import type { Cluster } from './create-cluster.ts';
import { ADMIN } from './random-admin-for-test.ts';

const allResources: readonly resources.Resource[] = Object.values(resources) as never;

/** Every object of the cluster and everything that waits in its clock. */
export function dumpOf(cluster: Cluster): string {
  const client = cluster.apiserver.client(ADMIN);
  const objects = allResources.map((resource) => client.list(resource));
  const { now, waiting } = cluster.world.clock.snapshot();
  const tasks = waiting.map(({ at, name, payload, background }) => [at, name, payload, background]);
  return JSON.stringify({ objects, now, tasks: tasks.map((task) => JSON.stringify(task)).sort() });
}

/** What must hold at every instant, whatever was done to the cluster. */
export function brokenAlways(cluster: Cluster): readonly string[] {
  const client = cluster.apiserver.client(ADMIN);
  const broken: string[] = [];
  const versions = new Set<string>();
  for (const resource of allResources) {
    for (const object of client.list(resource)) {
      const about = `${object.kind} ${object.metadata.name}`;
      const { resourceVersion } = object.metadata;
      if (versions.has(resourceVersion)) broken.push(`${about} shares the resourceVersion ${resourceVersion}`);
      versions.add(resourceVersion);
      if (!isDeeplyFrozen(object)) broken.push(`${about} is not frozen`);
    }
  }
  return [...broken, ...overcommitted(client)];
}

function overcommitted(client: Client): readonly string[] {
  const broken: string[] = [];
  for (const node of client.list(nodes)) {
    const bound = client.list(pods, { node: node.metadata.name }).filter((pod) => !isPodTerminal(pod));
    for (const [resource, allocatable] of Object.entries(node.status.allocatable ?? {})) {
      const used = bound.reduce(
        (sum, pod) => sum + (resource === 'pods' ? 1000 : milliValue(podRequests(pod)[resource] ?? '0')),
        0,
      );
      if (used > milliValue(allocatable))
        broken.push(`${node.metadata.name} gives ${used}m of ${allocatable} ${resource}`);
    }
  }
  return broken;
}

/** What must hold once the cluster had the time to react to everything. */
export function brokenAtRest(cluster: Cluster): readonly string[] {
  const client = cluster.apiserver.client(ADMIN);
  const broken: string[] = [];
  for (const set of client.list(daemonSets)) {
    if (set.metadata.deletionTimestamp === undefined) broken.push(...brokenSet(cluster, client, set));
  }
  broken.push(...miscounted(client, cluster.world.clock.now()));
  const alive = new Set(client.list(daemonSets).map(({ metadata }) => metadata.uid));
  for (const object of [...client.list(pods), ...client.list(controllerRevisions)]) {
    const owner = object.metadata.ownerReferences?.find(({ controller }) => controller);
    if (owner?.kind !== 'DaemonSet' || alive.has(owner.uid) || object.metadata.deletionTimestamp) continue;
    broken.push(`${object.kind} ${object.metadata.name} outlives its ${owner.kind} ${owner.name}`);
  }
  return broken;
}

/** What quotas say is used is what a recount finds. */
function miscounted(client: Client, nowMs: number): readonly string[] {
  const evaluators = allResources.flatMap((resource) => evaluatorOf(resource) ?? []);
  return client.list(resourceQuotas).flatMap((quota) => {
    const list = (evaluator: QuotaEvaluator, namespace: string) => client.list(evaluator.resource, { namespace });
    const counted = measuredUsage(quota, evaluators, list, nowMs);
    if (amountsEqual(quota.status.used, counted)) return [];
    const told = JSON.stringify(quota.status.used);
    return [`ResourceQuota ${quota.metadata.name} says ${told}, a recount ${JSON.stringify(counted)}`];
  });
}

function brokenSet(cluster: Cluster, client: Client, set: DaemonSet): readonly string[] {
  const { name, namespace, uid, generation } = set.metadata;
  const broken: string[] = [];
  const say = (text: string) => broken.push(`DaemonSet ${name}: ${text}`);
  if (set.status.observedGeneration !== generation) {
    say(`generation ${generation}, observed ${set.status.observedGeneration}`);
  }
  const revisions = client.list(controllerRevisions, { namespace: namespace!, owner: uid });
  const newest = [...revisions].sort((a, b) => b.revision - a.revision)[0];
  const hash = newest?.metadata.labels?.[REVISION_HASH_LABEL];
  const counts = { desired: 0, current: 0, misscheduled: 0, ready: 0, updated: 0, available: 0 };
  const own = client.list(pods, { namespace: namespace!, owner: uid });
  for (const node of client.list(nodes)) {
    const here = own.filter((pod) => targetNodeOf(pod) === node.metadata.name);
    const live = here.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const placement = nodeShouldRunDaemonPod(set.spec.template, node);
    const surges = set.spec.updateStrategy?.rollingUpdate?.maxSurge ?? 0;
    const limit = surges !== 0 && live.some((pod) => hashOfPod(pod) !== hash) ? 2 : 1;
    if (live.length > limit) say(`${live.length} pods on ${node.metadata.name}`);
    if (live.length > 0 && !placement.shouldContinueRunning) say(`a misplaced pod stays on ${node.metadata.name}`);
    if (here.length === 0 && placement.shouldRun) say(`no pod on ${node.metadata.name}`);
    const counted = here
      .filter((pod) => !(isPodTerminal(pod) && pod.metadata.deletionTimestamp !== undefined))
      .sort(byBindingAndAge)[0];
    if (!placement.shouldRun) {
      if (counted !== undefined) counts.misscheduled++;
      continue;
    }
    counts.desired++;
    if (counted === undefined) continue;
    counts.current++;
    if (isUpToDate(counted, hash ?? '', templateGenerationOf(set))) counts.updated++;
    if (!isPodReady(counted)) continue;
    counts.ready++;
    if (isPodAvailable(counted, set.spec.minReadySeconds ?? 0, cluster.world.clock.now())) counts.available++;
  }
  const { status } = set;
  const told = {
    desired: status.desiredNumberScheduled,
    current: status.currentNumberScheduled,
    misscheduled: status.numberMisscheduled,
    ready: status.numberReady,
    updated: status.updatedNumberScheduled ?? 0,
    available: status.numberAvailable ?? 0,
  };
  if (JSON.stringify(told) !== JSON.stringify(counts)) {
    say(`the status says ${JSON.stringify(told)}, a recount ${JSON.stringify(counts)}`);
  }
  if ((status.numberUnavailable ?? 0) !== counts.desired - counts.available) say('numberUnavailable does not add up');
  const rolls = set.spec.updateStrategy?.type === 'RollingUpdate';
  // A surging pod that finds no room beside the old one, or never gets ready, holds the rollout for good.
  const held = own.some((pod) => isUpToDate(pod, hash ?? '', templateGenerationOf(set)) && !isPodReady(pod));
  if (rolls && !held && counts.available === counts.desired && counts.updated !== counts.desired) {
    say('the rollout stopped');
  }
  const inUse = new Set(own.map(hashOfPod)).add(hash);
  const spare = revisions.filter(({ metadata }) => !inUse.has(metadata.labels?.[REVISION_HASH_LABEL])).length;
  if (spare > (set.spec.revisionHistoryLimit ?? 10)) say(`keeps ${spare} old revisions`);
  return broken;
}

const hashOfPod = (pod: Pod) => pod.metadata.labels?.[REVISION_HASH_LABEL];

function byBindingAndAge(a: Pod, b: Pod): number {
  const key = ({ spec, metadata }: Pod) => `${spec.nodeName ? 0 : 1} ${metadata.creationTimestamp} ${metadata.name}`;
  return key(a) < key(b) ? -1 : 1;
}

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}

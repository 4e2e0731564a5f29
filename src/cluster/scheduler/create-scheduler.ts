import { isPodTerminal } from '../../api/pod-conditions.ts';
import { nodes, pods } from '../../api/resources.ts';
import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Change } from '../client/client.ts';
import type { ComponentContext } from '../client/component.ts';
import { type ClusterCache, createClusterCache } from './cluster-cache.ts';
import { type NodeInfo, podKey } from './node-info.ts';
import { emptyNominator, forgetNomination, nominatedTo, updateNomination } from './nominator.ts';
import { createProfile, type Profile } from './profile.ts';
import { nodeChanges, podChanges } from './property-changes.ts';
import { createQueueRunner } from './queue-runner.ts';
import { createScheduleOne } from './schedule-one.ts';
import { DEFAULT_SCHEDULER, defaultConfiguration, type SchedulerConfiguration } from './scheduler-configuration.ts';
import { emptyQueue } from './scheduling-queue.ts';
import type { SchedulingView } from './view.ts';
import { watchStorage } from './watch-storage.ts';

export { DEFAULT_SCHEDULER } from './scheduler-configuration.ts';

export interface SchedulerHandle {
  /** A stopped scheduler binds nothing; pods stay Pending without a reason, as on a real cluster. */
  setRunning(running: boolean): void;
  /** What the scheduler knows of the nodes, for explanations. */
  readonly view: SchedulingView;
  /** The profile of a scheduler's name; undefined when this scheduler does not go by it. */
  profile(schedulerName: string): Profile | undefined;
}

/**
 * kube-scheduler: watches keep its view of the cluster up to date and say which waiting pods may be helped; one pod a turn is
 * decided on that view. Models pkg/scheduler. A forked world keeps the configuration it began with.
 */
export function createScheduler(
  context: ComponentContext,
  configuration: SchedulerConfiguration = defaultConfiguration,
): SchedulerHandle {
  const { world, client } = context;
  const state = world.state('scheduler', () => ({
    configuration,
    queue: emptyQueue(),
    runner: { running: true, started: false, turning: false, early: false },
    cluster: { nodes: new Map<string, NodeInfo>(), placedOn: new Map<string, string>() },
    nominator: emptyNominator(),
    /** Where in the order of the nodes the next search begins. */
    search: { next: 0 },
    /** Pods whose node is found and whose volumes are still being bound. */
    binding: new Map<string, { readonly node: string; readonly uid: string }>(),
  }));
  const { percentageOfNodesToScore, profiles } = state.configuration;
  const byName = new Map(
    profiles.map((profile) => [profile.schedulerName, createProfile(profile, percentageOfNodesToScore)]),
  );
  const profileOf = (pod: Pod): Profile | undefined => byName.get(pod.spec.schedulerName ?? DEFAULT_SCHEDULER);
  const cache: ClusterCache = createClusterCache(state.cluster, client);
  const view: SchedulingView = { ...cache.view, nominatedTo: (node) => nominatedTo(state.nominator, node) };
  const runner = createQueueRunner({
    world,
    queue: state.queue,
    state: state.runner,
    configuration: state.configuration,
    profiles: [...byName.values()],
    profileOf,
    view,
    scheduleOne: (queued) => attempts.scheduleOne(queued),
  });
  const attempts = createScheduleOne({ ...context, state, cache, view, profileOf, runner });

  function podChanged({ type, object: pod, old }: Change<Pod>): void {
    const gone = type === 'DELETED' || isPodTerminal(pod);
    if (gone) podGone(pod);
    else if (pod.spec.nodeName) podIsOn(pod, old);
    else podWaits(pod, type === 'ADDED' ? undefined : old);
  }

  function podIsOn(pod: Pod, old: Change<Pod>['old']): void {
    const key = podKey(pod);
    if (old === undefined || !old.spec.nodeName) {
      runner.leave(key);
      forgetNomination(state.nominator, key);
      state.binding.delete(key);
      cache.place(pod);
      runner.happened({ resource: 'AssignedPod', action: 'Add', old: undefined, now: pod }, pod.spec.nodeName);
      return;
    }
    cache.place(pod);
    if (!runner.anyWaits()) return;
    for (const action of podChanges(old, pod)) {
      if (action !== 'Update') runner.happened({ resource: 'AssignedPod', action, old, now: pod }, pod.spec.nodeName);
    }
  }

  function podGone(pod: Pod): void {
    const key = podKey(pod);
    runner.leave(key);
    forgetNomination(state.nominator, key);
    state.binding.delete(key);
    const place = cache.placeOf(key);
    cache.remove(key);
    const node = place ?? pod.status.nominatedNodeName;
    if (node) runner.happened({ resource: 'AssignedPod', action: 'Delete', old: pod, now: undefined }, node);
  }

  function podWaits(pod: Pod, old: Pod | undefined): void {
    const key = podKey(pod);
    if (profileOf(pod) === undefined || state.binding.has(key)) return;
    updateNomination(state.nominator, pod, old);
    if (!state.queue.pods.has(key)) {
      if (pod.metadata.deletionTimestamp === undefined) runner.add(pod);
    } else if (old !== undefined) runner.update(pod, old);
  }

  function nodeChanged({ type, object: node, old }: Change<Node>): void {
    const { name } = node.metadata;
    if (type === 'DELETED') {
      cache.removeNode(name);
      runner.happened({ resource: 'Node', action: 'Delete', old: node, now: undefined }, name);
      return;
    }
    const before = old ?? state.cluster.nodes.get(name)?.node;
    cache.putNode(node, () => client.list(pods, { node: name }).filter((pod) => !isPodTerminal(pod)));
    if (!runner.anyWaits()) return;
    if (before === undefined) runner.happened({ resource: 'Node', action: 'Add', old: undefined, now: node }, name);
    else {
      for (const action of nodeChanges(before, node)) {
        runner.happened({ resource: 'Node', action, old: before, now: node }, name);
      }
    }
  }

  client.watch(nodes, nodeChanged);
  client.watch(pods, podChanged);
  watchStorage(client, (event) => {
    runner.happened(event, undefined);
    attempts.storageChanged();
  });
  runner.start();

  return { view, setRunning: runner.setRunning, profile: (name) => byName.get(name) };
}

import type { KubeObject } from '../../../api/object.ts';
import { leases, nodes } from '../../../api/resources.ts';
import { formatTime } from '../../../api/time.ts';
import type { Taint } from '../../../api/types/affinity.ts';
import type { Node } from '../../../api/types/node.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { ComponentContext } from '../../client/component.ts';
import { runReconciler, trigger } from '../../client/reconciler.ts';
import type { Pausable } from '../pausable.ts';
import { markPodsNotReady } from './mark-pods-not-ready.ts';
import { isSilent, type NodeHealth, observeHealth, silentConditions } from './node-health.ts';
import { NOT_READY, readyStatus, swapNoExecute, UNREACHABLE, withConditionTaints } from './node-taints.ts';
import { evictionRate, type ZoneCount, type ZoneState, zoneOf, zoneState } from './zone-state.ts';

/** kube-controller-manager --node-monitor-period */
const MONITOR_EVERY: Millis = 5_000;

interface Zone {
  state: ZoneState;
  /** Nodes that wait for their NoExecute taint. */
  readonly queue: Set<string>;
  nextAt: Millis;
}

/** Watches over kubelets and keeps the nodes' taints in step with their state. Models pkg/controller/nodelifecycle. */
export function createNodeLifecycleController(context: ComponentContext): Pausable {
  const { world, client, events } = context;
  const { clock } = world;
  const state = world.state('node-lifecycle-controller', () => ({
    running: true,
    started: false,
    known: new Map<string, KubeObject>(),
    health: new Map<string, NodeHealth>(),
    zones: new Map<string, Zone>(),
  }));

  const conditionTaints = runReconciler(world, client, {
    name: 'node-condition-taints',
    triggers: [
      trigger(nodes, ({ type, object }) =>
        type === 'DELETED' || withConditionTaints(object, '') === object.spec.taints ? [] : [object.metadata.name],
      ),
    ],
    reconcile(name) {
      const node = client.get(nodes, undefined, name);
      if (node !== undefined) setTaints(node, withConditionTaints(node, formatTime(clock.now())));
      return undefined;
    },
  });
  const task = clock.task<null>(
    'node-lifecycle-controller/monitor',
    () => {
      if (state.running) monitor();
      task.after(MONITOR_EVERY, null);
    },
    { background: true },
  );
  if (!state.started) {
    state.started = true;
    task.after(MONITOR_EVERY, null);
  }

  function setTaints(node: Node, taints: readonly Taint[] | undefined): void {
    if (taints === node.spec.taints) return;
    const value = taints === undefined || taints.length === 0 ? null : taints;
    client.patch(nodes, undefined, node.metadata.name, 'merge', { spec: { taints: value } });
  }

  /** Models node_lifecycle_controller.go monitorNodeHealth. */
  function monitor(): void {
    const now = clock.now();
    const all = client.list(nodes);
    noticeComingAndGoing(all);
    const counts = new Map<string, ZoneCount>();
    for (const listed of all) {
      const known = state.health.get(listed.metadata.name);
      const health = hear(known, listed, now);
      const zone = zoneOf(listed);
      let count = counts.get(zone);
      if (count === undefined) {
        count = { nodes: 0, ready: 0 };
        counts.set(zone, count);
        if (!state.zones.has(zone)) state.zones.set(zone, { state: 'normal', queue: new Set(), nextAt: 0 });
      }
      count.nodes++;
      // A node that was Ready, has not changed and is heard of needs nothing: nearly all of them, nearly always.
      if (known?.node === listed && health.isReady && !isSilent(health, now)) {
        count.ready++;
        continue;
      }
      const node = markSilent(health, listed, now);
      if (readyStatus(node) === 'True') count.ready++;
      decideEviction(node, state.zones.get(zone)!, now);
    }
    handleDisruption(counts, all, now);
  }

  function noticeComingAndGoing(all: readonly Node[]): void {
    for (const node of all) {
      const { name, uid } = node.metadata;
      if (state.known.has(name)) continue;
      const { apiVersion, kind } = node;
      state.known.set(name, Object.freeze({ apiVersion, kind, metadata: Object.freeze({ ...node.metadata, uid }) }));
      events.event(node, 'Normal', 'RegisteredNode', `Node ${name} event: Registered Node ${name} in Controller`);
    }
    if (state.known.size === all.length) return;
    for (const [name, node] of state.known) {
      if (client.get(nodes, undefined, name) !== undefined) continue;
      state.known.delete(name);
      state.health.delete(name);
      for (const zone of state.zones.values()) zone.queue.delete(name);
      events.event(node, 'Normal', 'RemovingNode', `Node ${name} event: Removing Node ${name} from Controller`);
    }
  }

  function hear(known: NodeHealth | undefined, node: Node, now: Millis): NodeHealth {
    const { name } = node.metadata;
    const health = observeHealth(known, node, client.get(leases, 'kube-node-lease', name), now);
    if (health !== known) state.health.set(name, health);
    return health;
  }

  function markSilent(health: NodeHealth, node: Node, now: Millis): Node {
    const { name } = node.metadata;
    const conditions = silentConditions(health, node, now);
    if (conditions === undefined) return node;
    const wasReady = readyStatus(node) === 'True';
    const silent = client.updateStatus(nodes, { ...node, status: { ...node.status, conditions } });
    if (wasReady) {
      events.event(node, 'Normal', 'NodeNotReady', `Node ${name} status is now: NodeNotReady`);
      markPodsNotReady(context, name);
    }
    return silent;
  }

  /** Models processTaintBaseEviction. */
  function decideEviction(node: Node, zone: Zone, now: Millis): void {
    const status = readyStatus(node);
    const { taints } = node.spec;
    const has = (key: string) => taints?.some((taint) => taint.key === key && taint.effect === 'NoExecute') === true;
    if (status === 'True') {
      zone.queue.delete(node.metadata.name);
      if (taints !== undefined) setTaints(node, swapNoExecute(taints, undefined, [NOT_READY, UNREACHABLE], ''));
      return;
    }
    if (status === undefined) return;
    const [wanted, other] = status === 'False' ? [NOT_READY, UNREACHABLE] : [UNREACHABLE, NOT_READY];
    if (has(other)) setTaints(node, swapNoExecute(taints, wanted, [other], formatTime(now)));
    else if (!has(wanted)) zone.queue.add(node.metadata.name);
  }

  function handleDisruption(counts: ReadonlyMap<string, ZoneCount>, all: readonly Node[], now: Millis): void {
    for (const zone of state.zones.keys()) if (!counts.has(zone)) state.zones.delete(zone);
    const wasDown = state.zones.size > 0 && [...state.zones.values()].every((zone) => zone.state === 'full disruption');
    for (const [name, zone] of state.zones) zone.state = zoneState(counts.get(name)!);
    const isDown = state.zones.size > 0 && [...state.zones.values()].every((zone) => zone.state === 'full disruption');
    if (isDown) {
      // When no kubelet at all is heard of, the fault is rather here: nothing is evicted.
      for (const { metadata } of wasDown ? [] : all) {
        const node = client.get(nodes, undefined, metadata.name)!;
        setTaints(node, swapNoExecute(node.spec.taints, undefined, [NOT_READY, UNREACHABLE], ''));
      }
      return;
    }
    if (wasDown) {
      for (const [name, health] of state.health) state.health.set(name, Object.freeze({ ...health, probedAt: now }));
    }
    for (const [name, zone] of state.zones) taintWaiting(zone, counts.get(name)!.nodes, now);
  }

  /** Gives the waiting nodes of a zone over to eviction, as fast as its rate allows. Models doNoExecuteTaintingPass. */
  function taintWaiting(zone: Zone, nodeCount: number, now: Millis): void {
    const rate = evictionRate(zone.state, nodeCount);
    if (rate === 0 || now < zone.nextAt) return;
    for (const name of zone.queue) {
      zone.queue.delete(name);
      const node = client.get(nodes, undefined, name);
      const status = node === undefined ? 'True' : readyStatus(node);
      if (node === undefined || status === 'True' || status === undefined) continue;
      const [wanted, other] = status === 'False' ? [NOT_READY, UNREACHABLE] : [UNREACHABLE, NOT_READY];
      setTaints(node, swapNoExecute(node.spec.taints, wanted, [other], formatTime(now)));
      zone.nextAt = now + 1000 / rate;
      return;
    }
  }

  return {
    setRunning(running) {
      state.running = running;
      conditionTaints.setRunning(running);
    },
  };
}

import { ApiError } from '../../api/api-error.ts';
import { leases, nodes, pods } from '../../api/resources.ts';
import { formatMicroTime } from '../../api/time.ts';
import type { Lease } from '../../api/types/lease.ts';
import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Change } from '../client/client.ts';
import type { ComponentContext } from '../client/component.ts';
import { type ContainerLog, containerLog, type LogRequest } from './container-log.ts';
import type { KubeletState, NodeRecord } from './kubelet-state.ts';
import { nodeDraft, nodeStatus } from './node-object.ts';
import type { NodeShape } from './node-shape.ts';
import { newContainerRecords } from './pod-containers.ts';
import { newPodRecord, type PodRecord } from './pod-record.ts';
import { workOnPod } from './pod-worker.ts';

/** The kubelets of all nodes of a cluster. */
export interface Kubelets {
  /** A machine joins: its kubelet starts and registers the node. */
  addNode(shape: NodeShape): void;
  /** A machine is gone for good, with its kubelet; its Node object stays until someone deletes it. */
  removeNode(name: string): void;
  /** Stops or starts a node's kubelet. A kubelet that starts registers its node when the object is missing. */
  setRunning(name: string, running: boolean): void;
  isRunning(name: string): boolean;
  nodeNames(): readonly string[];
  containerLog(pod: Pod, container: string, request: LogRequest): ContainerLog;
  isContainerRunning(pod: Pod, container: string): boolean;
}

const leaseNamespace = 'kube-node-lease';
const slots = 10;
/** A kubelet renews its lease every 10 s, and reports an unchanged status every 5 minutes. */
const statusEverySeconds = 300;

/** Starts the one part that serves the kubelets of all nodes. */
export function startKubelets(context: ComponentContext): Kubelets {
  const { world, client } = context;
  const state = world.state<KubeletState & { ticks: number }>('kubelet', () => ({
    nodes: new Map(),
    pods: new Map(),
    ticks: 0,
  }));
  const random = world.random('kubelet');
  const wake = world.clock.task<string>('kubelet/pod', onWake);
  const probeWake = world.clock.task<string>('kubelet/probe', onWake, { background: true });
  const tick = world.clock.task<null>('kubelet/heartbeat', onTick, { background: true });
  const ticking = world.state('kubelet/heartbeat', () => ({ started: false }));

  function onWake(uid: string): void {
    const record = state.pods.get(uid);
    if (record === undefined) return;
    record.wake = undefined;
    sync(record);
  }

  function sync(record: PodRecord): void {
    const wait = workOnPod(context, random, state, record);
    const known = record.wake;
    if (wait !== undefined && known?.at === wait.until && known.background === wait.background) return;
    if (known !== undefined) world.clock.cancel(known.id);
    record.wake = undefined;
    if (wait === undefined || wait.until === Number.POSITIVE_INFINITY) return;
    const kind = wait.background ? probeWake : wake;
    const id = kind.after(wait.until - world.clock.now(), record.uid);
    record.wake = { id, at: wait.until, background: wait.background };
  }

  function adopt(pod: Pod): PodRecord | undefined {
    const { uid, name, namespace = '' } = pod.metadata;
    const node = pod.spec.nodeName ?? '';
    if (!state.nodes.has(node)) return undefined;
    const record = newPodRecord({ uid, name, namespace, node }, newContainerRecords(pod.spec));
    state.pods.set(uid, record);
    return record;
  }

  function forget(record: PodRecord): void {
    if (record.wake !== undefined) world.clock.cancel(record.wake.id);
    state.pods.delete(record.uid);
    if (record.ip !== '') state.nodes.get(record.node)?.podIps.delete(record.ip);
  }

  client.watch(pods, (change: Change<Pod>) => {
    const pod = change.object;
    if (!pod.spec.nodeName) return;
    const known = state.pods.get(pod.metadata.uid);
    if (change.type === 'DELETED') {
      if (known !== undefined) forget(known);
      return;
    }
    if (known !== undefined && change.old !== undefined && !concernsKubelet(change.old, pod)) return;
    const record = known ?? adopt(pod);
    if (record !== undefined) sync(record);
  });

  function nodeEvents(name: string, reasons: readonly (readonly [string, string])[]): void {
    // A kubelet names its node by the node's name also where events ask for a uid.
    const about = {
      apiVersion: '',
      kind: 'Node',
      metadata: { name, uid: name, resourceVersion: '', creationTimestamp: '' },
    };
    for (const [reason, message] of reasons) context.events.event(about, 'Normal', reason, message, undefined, name);
  }

  function register(record: NodeRecord): void {
    const { name } = record.shape;
    const now = world.clock.now();
    const existing = client.get(nodes, undefined, name);
    nodeEvents(name, [['Starting', 'Starting kubelet.']]);
    if (existing === undefined) client.create(nodes, undefined, nodeDraft(record.shape, now));
    const statusEvent = (reason: string) => [reason, `Node ${name} status is now: ${reason}`] as const;
    nodeEvents(name, [
      statusEvent('NodeHasSufficientMemory'),
      statusEvent('NodeHasNoDiskPressure'),
      statusEvent('NodeHasSufficientPID'),
      ['NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods'],
    ]);
    reportNode(record);
    if (existing === undefined || readyStatus(existing) !== 'True') nodeEvents(name, [statusEvent('NodeReady')]);
    renewLease(record);
  }

  function reportNode(record: NodeRecord): void {
    const node = client.get(nodes, undefined, record.shape.name);
    if (node === undefined) return;
    const status = nodeStatus(record.shape, node.status, world.clock.now());
    client.updateStatus(nodes, { ...node, status });
  }

  function renewLease(record: NodeRecord): void {
    const { name } = record.shape;
    const lease = client.get(leases, leaseNamespace, name);
    const renewTime = formatMicroTime(world.clock.now());
    if (lease !== undefined) {
      client.update(leases, { ...lease, spec: { ...lease.spec, renewTime } });
      return;
    }
    const node = client.get(nodes, undefined, name);
    if (node === undefined) return;
    client.create<Lease>(leases, leaseNamespace, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name,
        namespace: leaseNamespace,
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid: node.metadata.uid }],
      },
      spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime },
    });
  }

  function onTick(): void {
    const slot = state.ticks % slots;
    const report = (state.ticks % statusEverySeconds) - slot;
    for (const record of state.nodes.values()) {
      if (!record.running || record.slot % slots !== slot) continue;
      try {
        renewLease(record);
        // The 5-minute reports of the nodes are spread over the 30 rounds of lease renewals.
        if (Math.floor(record.slot / slots) * slots === report) reportNode(record);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
      }
    }
    state.ticks++;
    tick.after(1000, null);
  }

  function startRunning(record: NodeRecord): void {
    record.running = true;
    register(record);
    const { name } = record.shape;
    for (const pod of client.list(pods, { node: name })) {
      const known = state.pods.get(pod.metadata.uid) ?? adopt(pod);
      if (known !== undefined) sync(known);
    }
  }

  return {
    addNode(shape) {
      if (state.nodes.has(shape.name)) throw new Error(`kubelet: there is a machine ${shape.name} already`);
      const record: NodeRecord = {
        shape,
        running: false,
        slot: state.nodes.size % statusEverySeconds,
        images: new Set(),
        podIps: new Set(),
        lastHost: 1,
      };
      state.nodes.set(shape.name, record);
      if (!ticking.started) {
        ticking.started = true;
        tick.after(1000, null);
      }
      startRunning(record);
    },
    removeNode(name) {
      for (const record of [...state.pods.values()]) if (record.node === name) forget(record);
      state.nodes.delete(name);
    },
    setRunning(name, running) {
      const record = state.nodes.get(name);
      if (record === undefined) throw new Error(`kubelet: there is no machine ${name}`);
      if (record.running === running) return;
      if (running) startRunning(record);
      else record.running = false;
    },
    isRunning: (name) => state.nodes.get(name)?.running === true,
    nodeNames: () => [...state.nodes.keys()],
    isContainerRunning: (pod, container) =>
      state.pods.get(pod.metadata.uid)?.containers.find(({ name }) => name === container)?.phase === 'running',
    containerLog: (pod, container, request) =>
      containerLog(pod, state.pods.get(pod.metadata.uid), container, request, world.clock.now()),
  };
}

/** Whether a change of a pod is one that its kubelet must look at; its own status reports are not. */
function concernsKubelet(old: Pod, pod: Pod): boolean {
  return (
    old.spec !== pod.spec ||
    old.metadata.deletionTimestamp !== pod.metadata.deletionTimestamp ||
    old.status.phase !== pod.status.phase ||
    (pod.spec.readinessGates !== undefined && old.status.conditions !== pod.status.conditions)
  );
}

const readyStatus = (node: Node) => node.status.conditions?.find(({ type }) => type === 'Ready')?.status;

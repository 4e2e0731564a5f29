import { jsonEqual } from '../../api/json-equal.ts';
import type { Draft } from '../../api/object.ts';
import { pods } from '../../api/resources.ts';
import type { Container } from '../../api/types/container.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Change } from '../client/client.ts';
import type { ComponentContext } from '../client/component.ts';
import { releasePod } from './admit-pod.ts';
import { type ContainerLog, containerLog, type LogRequest } from './container-log.ts';
import { afterExec } from './exec/after-exec.ts';
import { containerNotFound, type ExecOutcome, execInRecord } from './exec/exec-in-container.ts';
import { findImage } from './image-registry.ts';
import { addImage, canWork, type KubeletState, type NodeRecord, type PressureKind } from './kubelet-state.ts';
import { inspectMachines, type MachineInspection } from './machine-inspection.ts';
import { manifestRefusal } from './manifest-refusal.ts';
import { deleteMirror } from './mirror-pod.ts';
import { createNetwork, type Network } from './network/network.ts';
import { lookForPressure, setPressure } from './node-pressure.ts';
import { createNodeReporter, statusEverySeconds } from './node-reporter.ts';
import type { NodeShape } from './node-shape.ts';
import { containersOf, newContainerRecords } from './pod-containers.ts';
import { newPodRecord, type PodRecord } from './pod-record.ts';
import type { KubeletHands } from './pod-work.ts';
import { workOnPod } from './pod-worker.ts';
import { endedStaticPod, isMirrorPod, mirrorAnnotation, staticPod } from './static-pod.ts';

export interface StaticContainer {
  readonly node: string;
  readonly container: Container;
}

/** The kubelets of all nodes of a cluster. */
export interface Kubelets extends MachineInspection {
  /** A machine joins: its kubelet starts and registers the node. */
  addNode(shape: NodeShape): void;
  /** A machine is gone for good, with its kubelet; its Node object stays until someone deletes it. */
  removeNode(name: string): void;
  /** Stops or starts a node's kubelet. A kubelet that starts registers its node when the object is missing. */
  setRunning(name: string, running: boolean): void;
  isRunning(name: string): boolean;
  nodeNames(): readonly string[];
  /** Puts a manifest file into the directory of static pods of a machine, or changes it. Returns why that is not simulated. */
  writeManifest(node: string, file: string, draft: Draft<Pod>): string | undefined;
  removeManifest(node: string, file: string): string | undefined;
  /** Makes the manifest files of a machine these; returns by file why a change is not simulated. */
  setManifests(node: string, drafts: ReadonlyMap<string, Draft<Pod>>): ReadonlyMap<string, string>;
  /** The container runtime of a machine stops or starts to answer. Containers go on without it. */
  setRuntime(node: string, up: boolean): void;
  /** The API server stops or starts to answer the kubelets. */
  setOffline(offline: boolean): void;
  /** Images that were pulled before the machine's kubelet started. */
  preloadImages(node: string, references: readonly string[]): void;
  /**
   * Something outside of the pods takes a machine's memory, disk or processes: so much is left (a quantity). Undefined: the
   * cause is gone. Models what an eviction manager would find.
   */
  setPressure(node: string, kind: PressureKind, available: string | undefined): void;
  /** The static pods of a machine by file name, as its kubelet read them. */
  manifests(node: string): ReadonlyMap<string, Pod>;
  /** Calls `listener` after something happened to a static pod. Call it only while a cluster is being built. */
  onStaticPods(listener: () => void): void;
  /** The containers of static pods that run now. */
  staticContainers(): readonly StaticContainer[];
  containerLog(pod: Pod, container: string, request: LogRequest): ContainerLog;
  /** Runs a command in a container. It is over at once; the outcome says how long it takes. */
  exec(pod: Pod, container: string, command: readonly string[], stdin?: string): ExecOutcome;
  isContainerRunning(pod: Pod, container: string): boolean;
  readonly network: Network;
}

/** Starts the one part that serves the kubelets of all nodes. */
export function startKubelets(context: ComponentContext): Kubelets {
  const { world, client } = context;
  const state = world.state<KubeletState>('kubelet', () => ({
    nodes: new Map(),
    pods: new Map(),
    pressured: new Set(),
    offline: false,
    ticks: 0,
  }));
  /** Those of static pods. They are few, and looked at often. */
  const statics = new Set([...state.pods.values()].filter(({ source }) => source !== undefined));
  const random = world.random('kubelet');
  const networkRandom = world.random('network');
  const wake = world.clock.task<string>('kubelet/pod', onWake);
  const probeWake = world.clock.task<string>('kubelet/probe', onWake, { background: true });
  const hands: KubeletHands = {
    context,
    random,
    state,
    wake(record) {
      if (record.wake !== undefined) world.clock.cancel(record.wake.id);
      const at = world.clock.now();
      record.wake = { id: wake.after(0, record.uid), at, background: false };
    },
  };
  const reporter = createNodeReporter(context, state, () => lookForPressure(hands, reporter));
  const listeners: (() => void)[] = [];

  function onWake(uid: string): void {
    const record = state.pods.get(uid);
    if (record === undefined) return;
    record.wake = undefined;
    sync(record);
  }

  function sync(record: PodRecord): void {
    const wait = workOnPod(hands, record);
    if (record.source !== undefined) afterStaticSync(record);
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
    statics.delete(record);
    const node = state.nodes.get(record.node);
    if (node === undefined) return;
    releasePod(node, record);
    if (record.ip !== '') node.podIps.delete(record.ip);
  }

  function afterStaticSync(record: PodRecord): void {
    if (record.finished && record.source?.metadata.deletionTimestamp !== undefined) {
      forget(record);
      reconcileStaticPods(state.nodes.get(record.node)!);
    }
    for (const listener of listeners) listener();
  }

  /** Ends static pods that no manifest asks for as they are, and starts those that are missing, one by a name at a time. */
  function reconcileStaticPods(node: NodeRecord): void {
    if (!canWork(node)) return;
    const wanted = new Map([...node.manifests.values()].map((pod) => [pod.metadata.uid, pod]));
    const names = new Set<string>();
    for (const record of [...state.pods.values()]) {
      if (record.source === undefined || record.node !== node.shape.name) continue;
      names.add(`${record.namespace}/${record.name}`);
      if (wanted.delete(record.uid) || record.source.metadata.deletionTimestamp !== undefined) continue;
      record.source = endedStaticPod(record.source, world.clock.now());
      sync(record);
    }
    for (const pod of wanted.values()) {
      const { uid, name, namespace = '' } = pod.metadata;
      if (names.has(`${namespace}/${name}`)) continue;
      names.add(`${namespace}/${name}`);
      const record = newPodRecord({ uid, name, namespace, node: node.shape.name }, newContainerRecords(pod.spec));
      record.source = pod;
      state.pods.set(uid, record);
      statics.add(record);
      sync(record);
    }
  }

  /** Someone else changed what the API shows of a static pod. */
  function mirrorChanged({ type, object: mirror }: Change<Pod>): void {
    const node = state.nodes.get(mirror.spec.nodeName ?? '');
    if (node === undefined || !node.running) return;
    const record = state.pods.get(mirror.metadata.annotations?.[mirrorAnnotation] ?? '');
    if (record?.source === undefined) {
      if (type !== 'DELETED') deleteMirror(client, mirror);
    } else if (type === 'DELETED' || mirror.metadata.deletionTimestamp !== undefined) sync(record);
  }

  client.watch(pods, (change: Change<Pod>) => {
    const pod = change.object;
    if (!pod.spec.nodeName) return;
    if (isMirrorPod(pod)) {
      mirrorChanged(change);
      return;
    }
    const known = state.pods.get(pod.metadata.uid);
    if (change.type === 'DELETED') {
      if (known !== undefined) forget(known);
      return;
    }
    if (known !== undefined && change.old !== undefined && !concernsKubelet(change.old, pod)) return;
    const record = known ?? adopt(pod);
    if (record !== undefined) sync(record);
  });

  function startRunning(record: NodeRecord): void {
    record.running = true;
    reporter.register(record);
    syncAll(record);
  }

  /** Looks at every pod of a machine again. */
  function syncAll(record: NodeRecord): void {
    const { name } = record.shape;
    for (const pod of client.list(pods, { node: name })) {
      if (isMirrorPod(pod)) {
        mirrorChanged({ type: 'ADDED', object: pod });
        continue;
      }
      const known = state.pods.get(pod.metadata.uid) ?? adopt(pod);
      if (known !== undefined) sync(known);
    }
    for (const known of [...state.pods.values()]) if (known.source !== undefined && known.node === name) sync(known);
    reconcileStaticPods(record);
  }

  /** What the kubelet remembers of a pod that the API shows; a mirror stands for its static pod. */
  function recordOf(pod: Pod): PodRecord | undefined {
    return state.pods.get(pod.metadata.annotations?.[mirrorAnnotation] ?? pod.metadata.uid);
  }

  function exec(pod: Pod, container: string, command: readonly string[], stdin?: string): ExecOutcome {
    const record = recordOf(pod);
    const index = record?.containers.findIndex(({ name }) => name === container) ?? -1;
    if (record === undefined || index < 0) return containerNotFound(container);
    const outcome = execInRecord(client, pod, record, index, command, world.clock.now(), stdin, network);
    afterExec(pod, record, index, outcome, world.clock.now());
    sync(record);
    return outcome;
  }

  const network = createNetwork({
    client,
    now: world.clock.now,
    pick: (count) => networkRandom.int(count),
    recordOf,
    readFile(pod, container, path) {
      const record = recordOf(pod);
      const index = record?.containers.findIndex(({ name }) => name === container) ?? -1;
      if (record === undefined || index < 0) return undefined;
      const read = execInRecord(client, pod, record, index, ['cat', path], world.clock.now());
      return read.kind === 'ran' && read.exitCode === 0 ? read.stdout : undefined;
    },
  });

  function machine(name: string): NodeRecord {
    const record = state.nodes.get(name);
    if (record === undefined) throw new Error(`kubelet: there is no machine ${name}`);
    return record;
  }

  function changeManifest(node: NodeRecord, file: string, draft: Draft<Pod>): string | undefined {
    const pod = staticPod(draft, node.shape.name, file, world.clock.now());
    const known = node.manifests.get(file);
    const refusal = manifestRefusal(known, pod);
    if (refusal !== undefined || known?.metadata.uid === pod.metadata.uid) return refusal;
    node.manifests.set(file, pod);
    node.drafts.set(file, draft);
    return undefined;
  }

  function dropManifest(node: NodeRecord, file: string): string | undefined {
    const refusal = manifestRefusal(node.manifests.get(file), undefined);
    if (refusal !== undefined) return refusal;
    node.manifests.delete(file);
    node.drafts.delete(file);
    return undefined;
  }

  return {
    addNode(shape) {
      if (state.nodes.has(shape.name)) throw new Error(`kubelet: there is a machine ${shape.name} already`);
      const record: NodeRecord = {
        shape,
        bootedAt: world.clock.now(),
        running: false,
        runtimeDown: false,
        slot: state.nodes.size % statusEverySeconds,
        images: new Set(),
        imagesNewSince: undefined,
        podIps: new Set(),
        lastHost: 1,
        used: { cpuMilli: 0, memoryBytes: 0, pods: 0 },
        pressure: new Map(),
        manifests: new Map(),
        drafts: new Map(),
      };
      state.nodes.set(shape.name, record);
      reporter.startTicking();
      startRunning(record);
    },
    removeNode(name) {
      for (const record of [...state.pods.values()]) if (record.node === name) forget(record);
      state.nodes.delete(name);
      for (const listener of listeners) listener();
    },
    setRunning(name, running) {
      const record = machine(name);
      if (record.running === running) return;
      if (running) startRunning(record);
      else record.running = false;
    },
    isRunning: (name) => state.nodes.get(name)?.running === true,
    nodeNames: () => [...state.nodes.keys()],
    writeManifest(name, file, draft) {
      const node = machine(name);
      const refusal = changeManifest(node, file, draft);
      reconcileStaticPods(node);
      return refusal;
    },
    removeManifest(name, file) {
      const node = machine(name);
      const refusal = dropManifest(node, file);
      reconcileStaticPods(node);
      return refusal;
    },
    setManifests(name, drafts) {
      const node = machine(name);
      const refusals = new Map<string, string>();
      const note = (file: string, refusal: string | undefined) => refusal && refusals.set(file, refusal);
      for (const file of [...node.manifests.keys()]) if (!drafts.has(file)) note(file, dropManifest(node, file));
      for (const [file, draft] of drafts) {
        if (!jsonEqual(node.drafts.get(file), draft)) note(file, changeManifest(node, file, draft));
      }
      reconcileStaticPods(node);
      return refusals;
    },
    setRuntime(name, up) {
      const node = machine(name);
      if (node.runtimeDown === !up) return;
      node.runtimeDown = !up;
      if (!node.running) return;
      reporter.reportNode(node);
      if (up) {
        reporter.nodeEvent(node, 'Normal', 'NodeReady', `Node ${name} status is now: NodeReady`);
        syncAll(node);
      } else reporter.nodeEvent(node, 'Normal', 'NodeNotReady', `Node ${name} status is now: NodeNotReady`);
    },
    setOffline(offline) {
      if (state.offline === offline) return;
      state.offline = offline;
      if (offline) return;
      for (const node of state.nodes.values()) {
        if (!node.running) continue;
        reporter.renewLease(node);
        syncAll(node);
      }
    },
    ...inspectMachines(client, state, machine, sync, world.clock.now, forget),
    preloadImages(name, references) {
      const node = machine(name);
      for (const reference of references) {
        const answer = findImage(reference);
        if (answer.kind === 'found') addImage(node, answer.image, world.clock.now());
      }
      if (node.running) reporter.reportNode(node);
    },
    setPressure(name, kind, available) {
      setPressure(machine(name), kind, available);
      state.pressured.add(name);
    },
    manifests: (name) => machine(name).manifests,
    onStaticPods: (listener) => {
      listeners.push(listener);
    },
    staticContainers: () =>
      [...statics].flatMap(({ source, node, containers }) =>
        containers
          .map((known, index) => ({ node, known, index }))
          .filter(({ known }) => known.phase === 'running')
          .map(({ index }) => ({ node, container: containersOf(source!.spec)[index]! })),
      ),
    isContainerRunning: (pod, container) =>
      recordOf(pod)?.containers.find(({ name }) => name === container)?.phase === 'running',
    containerLog: (pod, container, request) =>
      containerLog(client, pod, recordOf(pod), container, request, world.clock.now()),
    exec,
    network,
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

import type { Draft } from '../../api/object.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import type { Client } from '../client/client.ts';
import { addImage, type KubeletState, type NodeRecord } from './kubelet-state.ts';
import { currentPod } from './mirror-pod.ts';
import type { NodeShape } from './node-shape.ts';
import type { PodRecord } from './pod-record.ts';

const killed = 137;

/** A pod as the kubelet of its machine knows it. */
export interface KnownPod {
  readonly pod: Pod;
  readonly record: PodRecord;
}

/** What someone at a machine's own terminal sees and does. Every function throws for a machine that is not there. */
export interface MachineInspection {
  isRuntimeUp(node: string): boolean;
  /** What a machine's kubelet is, as it starts with another configuration or version. */
  configure(node: string, change: Partial<Pick<NodeShape, 'pods' | 'kubeletVersion'>>): void;
  shapeOf(node: string): NodeShape;
  bootedAt(node: string): Millis;
  podsOn(node: string): readonly KnownPod[];
  /** Ends a container behind its kubelet's back. False when there is none of this id. */
  killContainer(node: string, containerId: string, exitCode: number): boolean;
  /** Takes a pod's sandbox away with all that runs in it; its kubelet makes another. */
  stopSandbox(node: string, uid: string): void;
  /** Takes away all that a stopped kubelet ran and knew. */
  wipe(node: string): void;
  /** The manifest files of a machine, by name, as they were last read. */
  drafts(node: string): ReadonlyMap<string, Draft<Pod>>;
  /** Names of the images on a machine. */
  imagesOn(node: string): ReadonlySet<string>;
  addImage(node: string, image: string): void;
  removeImage(node: string, image: string): void;
}

export function inspectMachines(
  client: Client,
  state: KubeletState,
  machine: (name: string) => NodeRecord,
  sync: (record: PodRecord) => void,
  now: () => Millis,
  forget: (record: PodRecord) => void,
): MachineInspection {
  const recordsOn = (name: string) => [...state.pods.values()].filter(({ node }) => node === name);
  return {
    isRuntimeUp: (name) => !machine(name).runtimeDown,
    configure(name, change) {
      const node = machine(name);
      node.shape = { ...node.shape, ...change };
    },
    shapeOf: (name) => machine(name).shape,
    bootedAt: (name) => machine(name).bootedAt,
    podsOn: (name) =>
      recordsOn(name).flatMap((record) => {
        const pod = currentPod(client, record);
        return pod === undefined ? [] : [{ pod, record }];
      }),
    killContainer(name, containerId, exitCode) {
      for (const record of recordsOn(name)) {
        const container = record.containers.find((each) => each.containerId === containerId);
        if (container === undefined) continue;
        if (container.phase !== 'running') return true;
        delete container.outOfMemory;
        container.endsAt = now();
        container.endsWith = exitCode;
        sync(record);
        return true;
      }
      return false;
    },
    stopSandbox(name, uid) {
      const record = state.pods.get(uid);
      if (record === undefined || record.node !== name || !record.sandbox) return;
      for (const container of record.containers) {
        if (container.phase !== 'running') continue;
        container.endsAt = now();
        container.endsWith = killed;
      }
      record.sandbox = false;
      record.operation = undefined;
      machine(name).podIps.delete(record.ip);
      record.ip = '';
      sync(record);
    },
    wipe(name) {
      const node = machine(name);
      for (const record of recordsOn(name)) forget(record);
      node.manifests.clear();
      node.drafts.clear();
    },
    drafts: (name) => machine(name).drafts,
    imagesOn: (name) => machine(name).images,
    addImage(name, image) {
      addImage(machine(name), image, now());
    },
    removeImage(name, image) {
      const node = machine(name);
      if (node.images.delete(image)) node.imagesNewSince ??= now();
    },
  };
}

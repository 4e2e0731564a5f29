import type { Container } from '../../api/types/container.ts';
import type { PodSpec } from '../../api/types/pod.ts';
import { type ContainerRecord, newContainerRecord } from './pod-record.ts';

/** The init containers, then the others, then those added to debug: the order of a PodRecord's containers. */
export function containersOf(spec: PodSpec): readonly Container[] {
  const { initContainers, containers, ephemeralContainers } = spec;
  if (!initContainers?.length && !ephemeralContainers?.length) return containers;
  return [...(initContainers ?? []), ...containers, ...((ephemeralContainers ?? []) as readonly Container[])];
}

/** Takes note of ephemeral containers that were added while the pod runs. */
export function addEphemeralRecords(spec: PodSpec, records: ContainerRecord[]): void {
  for (const { name } of spec.ephemeralContainers ?? []) {
    if (!records.some((record) => record.name === name)) records.push(newContainerRecord(name, 'ephemeral'));
  }
}

export function newContainerRecords(spec: PodSpec): ContainerRecord[] {
  const inits = (spec.initContainers ?? []).map((container) =>
    newContainerRecord(container.name, container.restartPolicy === 'Always' ? 'sidecar' : 'init'),
  );
  return [...inits, ...spec.containers.map((container) => newContainerRecord(container.name, 'main'))];
}

const fields = {
  init: 'initContainers',
  sidecar: 'initContainers',
  main: 'containers',
  ephemeral: 'ephemeralContainers',
} as const;

/** `spec.containers{agent}`, as events name a container. */
export function containerFieldPath(record: ContainerRecord): string {
  return `spec.${fields[record.role]}{${record.name}}`;
}

/** Whether a container that ended is to be started again. Models kubecontainer ShouldContainerBeRestarted. */
export function restarts(record: ContainerRecord, restartPolicy: PodSpec['restartPolicy']): boolean {
  if (record.role === 'sidecar') return true;
  if (record.role === 'ephemeral') return false;
  if (record.role === 'init') return record.exitCode !== 0 && restartPolicy !== 'Never';
  if (restartPolicy === 'Never') return false;
  return restartPolicy !== 'OnFailure' || record.exitCode !== 0;
}

import type { Container } from '../../api/types/container.ts';
import type { PodSpec } from '../../api/types/pod.ts';
import { type ContainerRecord, newContainerRecord } from './pod-record.ts';

/** The init containers, then the others: the order of a PodRecord's containers. */
export function containersOf(spec: PodSpec): readonly Container[] {
  return spec.initContainers?.length ? [...spec.initContainers, ...spec.containers] : spec.containers;
}

export function newContainerRecords(spec: PodSpec): ContainerRecord[] {
  const inits = (spec.initContainers ?? []).map((container) =>
    newContainerRecord(container.name, container.restartPolicy === 'Always' ? 'sidecar' : 'init'),
  );
  return [...inits, ...spec.containers.map((container) => newContainerRecord(container.name, 'main'))];
}

/** `spec.containers{agent}`, as events name a container. */
export function containerFieldPath(record: ContainerRecord): string {
  return record.role === 'main' ? `spec.containers{${record.name}}` : `spec.initContainers{${record.name}}`;
}

/** Whether a container that ended is to be started again. Models kubecontainer ShouldContainerBeRestarted. */
export function restarts(record: ContainerRecord, restartPolicy: PodSpec['restartPolicy']): boolean {
  if (record.role === 'sidecar') return true;
  if (record.role === 'init') return record.exitCode !== 0 && restartPolicy !== 'Never';
  if (restartPolicy === 'Never') return false;
  return restartPolicy !== 'OnFailure' || record.exitCode !== 0;
}

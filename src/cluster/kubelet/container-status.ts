import { formatTime } from '../../api/time.ts';
import type {
  Container,
  ContainerState,
  ContainerStateTerminated,
  ContainerStatus,
} from '../../api/types/container.ts';
import type { Pod } from '../../api/types/pod.ts';
import { resourcesIn } from './allocation.ts';
import { restarts } from './pod-containers.ts';
import type { ContainerRecord, PodRecord } from './pod-record.ts';

/** The state a container ended in, as its status tells it. */
export function terminatedState(record: ContainerRecord): ContainerStateTerminated {
  return {
    containerID: record.containerId,
    exitCode: record.exitCode,
    finishedAt: formatTime(record.finishedAt),
    ...(record.exitMessage === undefined ? {} : { message: record.exitMessage }),
    reason: record.exitReason,
    startedAt: formatTime(record.startedAt),
  };
}

/** Models kubelet convertToAPIContainerStatuses for one container. */
export function containerStatus(
  pod: Pod,
  container: Container,
  record: ContainerRecord,
  initPod: boolean,
  { allocation, resize }: Pick<PodRecord, 'allocation' | 'resize'>,
): ContainerStatus {
  const volumeMounts = mountStatuses(container);
  const base = { name: container.name, restartCount: Math.max(0, record.starts - 1), ...volumeMounts };
  const fromRuntime = { containerID: record.containerId, image: record.image, imageID: record.imageId };
  if (record.phase === 'running') {
    const resizing = resize !== undefined && allocation !== undefined;
    const allocated = resizing ? resourcesIn(allocation, container.name) : container.resources;
    const actual = resize?.actual === undefined ? allocated : resourcesIn(resize.actual, container.name);
    const { requests, limits } = actual ?? {};
    const set = allocated?.requests;
    return {
      ...base,
      ...fromRuntime,
      ...(set && Object.keys(set).length > 0 ? { allocatedResources: set } : {}),
      resources: { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) },
      lastState: lastState(record),
      // An init container is ready when it is through.
      ready: record.role !== 'init' && record.ready,
      started: record.started,
      state: { running: { startedAt: formatTime(record.startedAt) } },
    };
  }
  if (record.phase === 'exited') {
    const backingOff = record.waiting !== undefined && restarts(record, pod.spec.restartPolicy);
    const state: ContainerState = backingOff ? { waiting: record.waiting! } : { terminated: terminatedState(record) };
    return {
      ...base,
      ...fromRuntime,
      lastState: backingOff ? { terminated: terminatedState(record) } : lastState(record),
      ready: record.role === 'init' && record.exitCode === 0,
      started: false,
      state,
    };
  }
  return {
    ...base,
    image: container.image ?? '',
    imageID: '',
    lastState: {},
    ready: false,
    started: false,
    state: { waiting: record.waiting ?? { reason: initPod ? 'PodInitializing' : 'ContainerCreating' } },
  };
}

const lastState = (record: ContainerRecord): ContainerState =>
  record.last === undefined ? {} : { terminated: record.last };

function mountStatuses(container: Container): Pick<ContainerStatus, 'volumeMounts'> {
  if (!container.volumeMounts?.length) return {};
  return {
    volumeMounts: container.volumeMounts.map(({ mountPath, name, readOnly }) => ({
      mountPath,
      name,
      ...(readOnly ? { readOnly: true, recursiveReadOnly: 'Disabled' } : {}),
    })),
  };
}

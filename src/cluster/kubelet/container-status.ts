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
  resources: Pick<PodRecord, 'allocation' | 'resize'>,
): ContainerStatus {
  if (record.phase === 'running') return runningStatus(container, record, resources);
  const volumeMounts = mountStatuses(container);
  const base = { name: container.name, restartCount: Math.max(0, record.starts - 1), ...volumeMounts };
  const fromRuntime = { containerID: record.containerId, image: record.image, imageID: record.imageId };
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

/** Every pod has this made again and again while it runs, so it is one object and not spread together. */
function runningStatus(
  container: Container,
  record: ContainerRecord,
  { allocation, resize }: Pick<PodRecord, 'allocation' | 'resize'>,
): ContainerStatus {
  const resizing = resize !== undefined && allocation !== undefined;
  const allocated = resizing ? resourcesIn(allocation, container.name) : container.resources;
  const actual = resize?.actual === undefined ? allocated : resourcesIn(resize.actual, container.name);
  const set = allocated?.requests;
  const status: Writable<ContainerStatus> = {
    name: container.name,
    restartCount: Math.max(0, record.starts - 1),
    containerID: record.containerId,
    image: record.image,
    imageID: record.imageId,
    resources: givenResources(actual),
    lastState: lastState(record),
    // An init container is ready when it is through.
    ready: record.role !== 'init' && record.ready,
    started: record.started,
    state: { running: { startedAt: formatTime(record.startedAt) } },
  };
  if (set !== undefined && Object.keys(set).length > 0) status.allocatedResources = set;
  if (container.volumeMounts?.length) status.volumeMounts = mountStatuses(container).volumeMounts!;
  return status;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function givenResources(resources: Container['resources']): NonNullable<ContainerStatus['resources']> {
  const given: Writable<NonNullable<ContainerStatus['resources']>> = {};
  if (resources?.limits) given.limits = resources.limits;
  if (resources?.requests) given.requests = resources.requests;
  return given;
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

import { addQuantities, compareQuantities, milliValue, subtractQuantities } from './quantity.ts';
import type { Container, ContainerStatus } from './types/container.ts';
import type { Pod } from './types/pod.ts';

/** Quantities by the name of the resource: `{ cpu: '500m', memory: '1Gi' }`. */
export type ResourceList = Readonly<Record<string, string>>;

export function addResourceLists(a: ResourceList | undefined, b: ResourceList | undefined): ResourceList {
  return combine(a, b, addQuantities);
}

/** What `b` names is taken from `a`. */
export function subtractResourceLists(a: ResourceList | undefined, b: ResourceList | undefined): ResourceList {
  const result: Record<string, string> = { ...a };
  for (const [name, quantity] of Object.entries(b ?? {})) result[name] = subtractQuantities(result[name], quantity);
  return result;
}

/** The greater of the two, resource by resource. */
export function maxResourceLists(a: ResourceList | undefined, b: ResourceList | undefined): ResourceList {
  return combine(a, b, (left, right) => (compareQuantities(right, left) > 0 ? right : left));
}

function combine(
  a: ResourceList | undefined,
  b: ResourceList | undefined,
  join: (left: string, right: string) => string,
): ResourceList {
  if (a === undefined || b === undefined) return a ?? b ?? {};
  const result: Record<string, string> = { ...a };
  for (const [name, quantity] of Object.entries(b)) {
    result[name] = Object.hasOwn(result, name) ? join(result[name]!, quantity) : quantity;
  }
  return result;
}

export interface PodResourcesOptions {
  /** Counts what is allocated to running containers too, as the scheduler does for pods that are being resized. */
  readonly useStatus?: boolean;
  readonly excludeOverhead?: boolean;
}

type PodLike = { readonly spec: Pod['spec']; readonly status?: Pod['status'] };

/** What a pod asks of its node. Models component-helpers/resource PodRequests (pod-level resources are off in 1.33). */
export function podRequests(pod: PodLike, options: PodResourcesOptions = {}): ResourceList {
  const statuses = options.useStatus ? statusesByName(pod) : undefined;
  const requests = aggregate(pod, (container) => {
    const status = statuses?.get(container.name);
    const asked = container.resources?.requests;
    if (status?.resources === undefined) return asked;
    const known = maxResourceLists(status.resources.requests, status.allocatedResources);
    return isResizeInfeasible(pod) ? known : maxResourceLists(asked, known);
  });
  return options.excludeOverhead || pod.spec.overhead === undefined
    ? requests
    : addResourceLists(requests, pod.spec.overhead);
}

/** Models component-helpers/resource PodLimits: overhead is added only to what is limited. */
export function podLimits(pod: PodLike, options: PodResourcesOptions = {}): ResourceList {
  const statuses = options.useStatus ? statusesByName(pod) : undefined;
  const limits: Record<string, string> = {
    ...aggregate(pod, (container) => {
      const status = statuses?.get(container.name);
      const set = container.resources?.limits;
      if (status?.resources === undefined) return set;
      return isResizeInfeasible(pod) ? status.resources.limits : maxResourceLists(set, status.resources.limits);
    }),
  };
  for (const [name, quantity] of Object.entries((!options.excludeOverhead && pod.spec.overhead) || {})) {
    if (milliValue(limits[name]) !== 0) limits[name] = addQuantities(limits[name], quantity);
  }
  return limits;
}

/** Containers add up, an init container needs room only while it runs, and one that restarts stays. */
function aggregate(pod: PodLike, of: (container: Container) => ResourceList | undefined): ResourceList {
  let total: ResourceList = {};
  for (const container of pod.spec.containers ?? []) total = addResourceLists(total, of(container));
  let sidecars: ResourceList = {};
  let initPeak: ResourceList = {};
  for (const container of pod.spec.initContainers ?? []) {
    let needed = of(container) ?? {};
    if (container.restartPolicy === 'Always') {
      total = addResourceLists(total, needed);
      sidecars = addResourceLists(sidecars, needed);
      needed = sidecars;
    } else needed = addResourceLists(needed, sidecars);
    initPeak = maxResourceLists(initPeak, needed);
  }
  return maxResourceLists(total, initPeak);
}

function statusesByName(pod: PodLike): ReadonlyMap<string, ContainerStatus> {
  const restartable = new Set(
    (pod.spec.initContainers ?? []).filter((one) => one.restartPolicy === 'Always').map((one) => one.name),
  );
  const sidecars = (pod.status?.initContainerStatuses ?? []).filter((status) => restartable.has(status.name));
  return new Map([...(pod.status?.containerStatuses ?? []), ...sidecars].map((status) => [status.name, status]));
}

function isResizeInfeasible(pod: PodLike): boolean {
  const pending = pod.status?.conditions?.find((condition) => condition.type === 'PodResizePending');
  return pending?.reason === 'Infeasible';
}

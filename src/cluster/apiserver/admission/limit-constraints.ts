import { compareQuantities, milliValue } from '../../../api/quantity.ts';
import { podLimits, podRequests, type ResourceList } from '../../../api/resource-list.ts';
import type { LimitRange, LimitRangeItem } from '../../../api/types/core.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { Pod } from '../../../api/types/pod.ts';

interface Asked {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

/** What is wrong with a pod under a limit range. Models plugin/pkg/admission/limitranger PodValidateLimitFunc. */
export function podLimitErrors({ spec }: LimitRange, pod: Pod): readonly string[] {
  return spec.limits.flatMap((item) => {
    if (item.type === 'Container') {
      return [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].flatMap(({ resources }) =>
        errorsOf(item, { requests: resources?.requests ?? {}, limits: resources?.limits ?? {} }),
      );
    }
    if (item.type !== 'Pod') return [];
    const options = { excludeOverhead: true };
    return errorsOf(item, { requests: podRequests(pod, options), limits: podLimits(pod, options) });
  });
}

/** Models PersistentVolumeClaimValidateLimitFunc. */
export function claimLimitErrors({ spec }: LimitRange, claim: PersistentVolumeClaim): readonly string[] {
  const requests = claim.spec.resources?.requests ?? {};
  return spec.limits.flatMap((item) => {
    if (item.type !== 'PersistentVolumeClaim') return [];
    const below = each(item.min, (name, least) => minimum(item.type, name, least, { requests, limits: {} }));
    const above = each(item.max, (name, most) => {
      const about = `maximum ${name} usage per ${item.type} is ${most}`;
      if (!Object.hasOwn(requests, name)) return `${about}.  No request is specified`;
      return compareQuantities(requests[name], most) > 0 ? `${about}, but request is ${requests[name]}` : undefined;
    });
    return [...below, ...above];
  });
}

const errorsOf = (item: LimitRangeItem, asked: Asked): readonly string[] => [
  ...each(item.min, (name, least) => minimum(item.type, name, least, asked)),
  ...each(item.max, (name, most) => maximum(item.type, name, most, asked)),
  ...each(item.maxLimitRequestRatio, (name, most) => ratio(item.type, name, most, asked)),
];

/** Kubernetes walks a map in no order; here the names are in order. */
function each(amounts: ResourceList = {}, check: (name: string, amount: string) => string | undefined): string[] {
  return Object.keys(amounts)
    .sort()
    .flatMap((name) => check(name, amounts[name]!) ?? []);
}

/** Models minConstraint. */
function minimum(type: string, name: string, least: string, { requests, limits }: Asked): string | undefined {
  const about = `minimum ${name} usage per ${type} is ${least}`;
  if (!Object.hasOwn(requests, name)) return `${about}.  No request is specified`;
  if (compareQuantities(requests[name], least) < 0) return `${about}, but request is ${requests[name]}`;
  if (Object.hasOwn(limits, name) && compareQuantities(limits[name], least) < 0) {
    return `${about}, but limit is ${limits[name]}`;
  }
  return undefined;
}

/** Models maxConstraint. */
function maximum(type: string, name: string, most: string, { requests, limits }: Asked): string | undefined {
  const about = `maximum ${name} usage per ${type} is ${most}`;
  if (!Object.hasOwn(limits, name)) return `${about}.  No limit is specified`;
  if (compareQuantities(limits[name], most) > 0) return `${about}, but limit is ${limits[name]}`;
  if (Object.hasOwn(requests, name) && compareQuantities(requests[name], most) > 0) {
    return `${about}, but request is ${requests[name]}`;
  }
  return undefined;
}

/** Models limitRequestRatioConstraint. */
function ratio(type: string, name: string, most: string, { requests, limits }: Asked): string | undefined {
  const about = `${name} max limit to request ratio per ${type} is ${most}`;
  const request = milliValue(requests[name]);
  const limit = milliValue(limits[name]);
  if (request === 0) return `${about}, but no request is specified or request is 0`;
  if (limit === 0) return `${about}, but no limit is specified or limit is 0`;
  return limit / request > milliValue(most) / 1000
    ? `${about}, but provided ratio is ${(limit / request).toFixed(6)}`
    : undefined;
}

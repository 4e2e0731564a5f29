import { isPodTerminal } from '../pod-conditions.ts';
import { podQosClass } from '../pod-qos.ts';
import { podLimits, podRequests, type ResourceList } from '../resource-list.ts';
import { pods } from '../resources.ts';
import { parseTime } from '../time.ts';
import type { PodAffinityTerm } from '../types/affinity.ts';
import type { ScopedResourceSelectorRequirement } from '../types/core.ts';
import type { Pod } from '../types/pod.ts';
import { namedScopeMatches } from './named-scope.ts';
import type { QuotaEvaluator } from './quota-evaluator.ts';

const COUNT = 'count/pods';
const MEASURED = ['cpu', 'memory', 'ephemeral-storage'];
const NAMES = new Set([
  COUNT,
  'pods',
  ...MEASURED,
  ...MEASURED.map((name) => `requests.${name}`),
  ...MEASURED.map((name) => `limits.${name}`),
]);
/** A quota of these asks every container to say them. */
const DEMANDED = new Set(['cpu', 'memory'].flatMap((name) => [name, `requests.${name}`, `limits.${name}`]));

const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');

/** Models pkg/quota/v1/evaluator/core podEvaluator. */
export const podEvaluator: QuotaEvaluator<Pod> = {
  resource: pods,
  handles: ({ operation, subresource }) =>
    (operation === 'CREATE' && subresource === '') || (operation === 'UPDATE' && subresource === 'resize'),
  matches: (name) =>
    NAMES.has(name) ||
    name.startsWith('hugepages-') ||
    name.startsWith('requests.hugepages-') ||
    (!isNative(name) && name.startsWith('requests.')),
  missing(names, { spec }) {
    const demanded = names.filter((name) => DEMANDED.has(name)).sort();
    if (demanded.length === 0) return undefined;
    const said = [...spec.containers, ...(spec.initContainers ?? [])].map(({ name, resources }) => ({
      name,
      usage: computeUsage(resources?.requests, resources?.limits),
    }));
    const complaints = demanded.flatMap((name) => {
      const silent = said.filter(({ usage }) => !Object.hasOwn(usage, name)).map((container) => container.name);
      return silent.length === 0 ? [] : [`${name} for: ${[...new Set(silent)].sort().join(',')}`];
    });
    return complaints.length === 0 ? undefined : `must specify ${complaints.join('; ')}`;
  },
  isInScope: podScope,
  usage(pod, nowMs) {
    if (!isCharged(pod, nowMs)) return { [COUNT]: '1' };
    const options = { useStatus: true };
    return { [COUNT]: '1', ...computeUsage(podRequests(pod, options), podLimits(pod, options)) };
  },
  gaveBack: (pod, old, nowMs) =>
    (isCharged(old, nowMs) && !isCharged(pod, nowMs)) ||
    (pod.spec.containers !== old.spec.containers && resourcesOf(pod) !== resourcesOf(old)),
};

const resourcesOf = ({ spec }: Pod): string => JSON.stringify(spec.containers.map(({ resources }) => resources));

/** Pods that ended, or should be gone by now, are charged for nothing but their object. Models QuotaV1Pod. */
function isCharged(pod: Pod, nowMs: number): boolean {
  if (isPodTerminal(pod)) return false;
  const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds === undefined) return true;
  return nowMs <= parseTime(deletionTimestamp)! + deletionGracePeriodSeconds * 1000;
}

/** Models podComputeUsageHelper. */
function computeUsage(requests: ResourceList = {}, limits: ResourceList = {}): ResourceList {
  const usage: Record<string, string> = { pods: '1' };
  for (const name of MEASURED) {
    if (requests[name] !== undefined) {
      usage[name] = requests[name];
      usage[`requests.${name}`] = requests[name];
    }
    if (limits[name] !== undefined) usage[`limits.${name}`] = limits[name];
  }
  for (const [name, amount] of Object.entries(requests)) {
    if (name.startsWith('hugepages-')) usage[name] = amount;
    if (name.startsWith('hugepages-') || (!isNative(name) && !name.startsWith('requests.'))) {
      usage[`requests.${name}`] = amount;
    }
  }
  return usage;
}

/** Models podMatchesScopeFunc. */
function podScope(scope: ScopedResourceSelectorRequirement, { spec }: Pod): boolean {
  switch (scope.scopeName) {
    case 'Terminating':
      return isShortLived(spec);
    case 'NotTerminating':
      return !isShortLived(spec);
    case 'BestEffort':
      return podQosClass(spec) === 'BestEffort';
    case 'NotBestEffort':
      return podQosClass(spec) !== 'BestEffort';
    case 'PriorityClass':
      return namedScopeMatches(scope, spec.priorityClassName);
    case 'CrossNamespacePodAffinity':
      return affinityTerms(spec).some(
        ({ namespaces, namespaceSelector }) => (namespaces?.length ?? 0) > 0 || namespaceSelector !== undefined,
      );
    default:
      return false;
  }
}

const isShortLived = ({ activeDeadlineSeconds }: Pod['spec']) =>
  activeDeadlineSeconds !== undefined && activeDeadlineSeconds >= 0;

function affinityTerms({ affinity }: Pod['spec']): readonly PodAffinityTerm[] {
  return [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap((rules) => [
    ...(rules?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(rules?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
  ]);
}

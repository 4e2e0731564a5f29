import type { ResourceList } from '../../../api/resource-list.ts';
import type { Container } from '../../../api/types/container.ts';
import type { LimitRange } from '../../../api/types/core.ts';
import type { Pod } from '../../../api/types/pod.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';

/** The pod with what a limit range gives containers that say nothing. Models PodMutateLimitFunc. */
export function withLimitDefaults({ spec: { limits } }: LimitRange, pod: Pod): Pod {
  const requests: Record<string, string> = {};
  const most: Record<string, string> = {};
  for (const item of limits) {
    if (item.type !== 'Container') continue;
    Object.assign(requests, item.defaultRequest);
    Object.assign(most, item.default);
  }
  const told: string[] = [];
  const fill =
    (what: string) =>
    (container: Container): Container => {
      const { resources } = container;
      const addedRequests = lacking(resources?.requests, requests);
      const addedLimits = lacking(resources?.limits, most);
      const say = (names: readonly string[], kind: string) => {
        if (names.length > 0) told.push(`${names.join(', ')} ${kind} for ${what} ${container.name}`);
      };
      say(addedRequests, 'request');
      say(addedLimits, 'limit');
      if (addedRequests.length + addedLimits.length === 0) return container;
      const filled = {
        ...resources,
        ...(addedLimits.length === 0 ? {} : { limits: merged(resources?.limits, most, addedLimits) }),
        ...(addedRequests.length === 0 ? {} : { requests: merged(resources?.requests, requests, addedRequests) }),
      };
      return { ...container, resources: filled };
    };
  const containers = pod.spec.containers.map(fill('container'));
  const initContainers = pod.spec.initContainers?.map(fill('init container'));
  if (told.length === 0) return pod;
  const annotations = { ...pod.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${told.join('; ')}` };
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations },
    spec: { ...pod.spec, containers, ...(initContainers === undefined ? {} : { initContainers }) },
  } as Pod;
}

const lacking = (given: ResourceList = {}, defaults: ResourceList): readonly string[] =>
  Object.keys(defaults)
    .filter((name) => !Object.hasOwn(given, name))
    .sort();

function merged(given: ResourceList | undefined, defaults: ResourceList, names: readonly string[]): ResourceList {
  return { ...given, ...Object.fromEntries(names.map((name) => [name, defaults[name]!])) };
}

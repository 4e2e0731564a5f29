import type { ApiResponse } from '../api/transport.ts';
import type { ApiResource } from './context.ts';
import { isJsonObject, readList, readText } from './json.ts';

/** What the cluster offers: its resources, and its group versions with the preferred one of each group first. */
export interface Discovered {
  readonly resources: readonly ApiResource[];
  readonly groupVersions: readonly string[];
  /** Resources with a slash (`pods/log`), for `explain`, `scale` and the like. */
  readonly subresources: readonly ApiResource[];
}

type Get = (path: string, accept: string) => Promise<ApiResponse>;

const aggregated =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

/** Asks a server what it has: two requests with aggregated discovery, else one a group version. */
export async function discover(get: Get): Promise<Discovered> {
  const found: ApiResource[] = [];
  const groupVersions: string[] = [];
  for (const root of ['/api', '/apis']) {
    const { body } = await get(root, aggregated);
    if (readText(body, 'kind') === 'APIGroupDiscoveryList') {
      readAggregated(body, found, groupVersions);
      continue;
    }
    const versions = root === '/api' ? readList(body, 'versions').map(String) : groupVersionsOf(body);
    for (const version of versions) {
      const list = await get(`${root}/${version}`, 'application/json');
      groupVersions.push(version);
      found.push(...readList(list.body, 'resources').flatMap((one) => fromPlain(one, version)));
    }
  }
  return {
    resources: found.filter((resource) => !resource.plural.includes('/')),
    subresources: found.filter((resource) => resource.plural.includes('/')),
    groupVersions,
  };
}

function groupVersionsOf(body: unknown): readonly string[] {
  return readList(body, 'groups').flatMap((group) => {
    const preferred = readText(group, 'preferredVersion', 'groupVersion');
    const all = readList(group, 'versions').map((version) => readText(version, 'groupVersion'));
    return [preferred, ...all.filter((version) => version !== preferred)].filter((version) => version !== '');
  });
}

function fromPlain(entry: unknown, groupVersion: string): readonly ApiResource[] {
  if (!isJsonObject(entry)) return [];
  const [group, version] = splitGroupVersion(groupVersion);
  return [
    {
      group,
      version,
      plural: readText(entry, 'name'),
      singular: readText(entry, 'singularName'),
      kind: readText(entry, 'kind'),
      namespaced: entry.namespaced === true,
      verbs: readList(entry, 'verbs').map(String),
      shortNames: readList(entry, 'shortNames').map(String),
      categories: readList(entry, 'categories').map(String),
    },
  ];
}

function readAggregated(body: unknown, found: ApiResource[], groupVersions: string[]): void {
  for (const group of readList(body, 'items')) {
    const name = readText(group, 'metadata', 'name');
    for (const version of readList(group, 'versions')) {
      groupVersions.push(name === '' ? readText(version, 'version') : `${name}/${readText(version, 'version')}`);
      for (const entry of readList(version, 'resources')) {
        const resource: ApiResource = {
          group: name,
          version: readText(version, 'version'),
          plural: readText(entry, 'resource'),
          singular: readText(entry, 'singularResource'),
          kind: readText(entry, 'responseKind', 'kind'),
          namespaced: readText(entry, 'scope') === 'Namespaced',
          verbs: readList(entry, 'verbs').map(String),
          shortNames: readList(entry, 'shortNames').map(String),
          categories: readList(entry, 'categories').map(String),
        };
        found.push(resource);
        for (const below of readList(entry, 'subresources')) {
          const plural = `${resource.plural}/${readText(below, 'subresource')}`;
          found.push({
            ...resource,
            plural,
            kind: readText(below, 'responseKind', 'kind'),
            verbs: readList(below, 'verbs').map(String),
            shortNames: [],
            categories: [],
          });
        }
      }
    }
  }
}

/** `apps/v1` as group and version; the core group is ''. */
export function splitGroupVersion(groupVersion: string): readonly [group: string, version: string] {
  const slash = groupVersion.indexOf('/');
  return slash < 0 ? ['', groupVersion] : [groupVersion.slice(0, slash), groupVersion.slice(slash + 1)];
}

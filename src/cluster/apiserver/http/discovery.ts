import type { FieldDocs } from '../../../api/field-docs.ts';
import discoveryFacts from '../../../api/schema/discovery.json' with { type: 'json' };
import type { ApiRequest, ApiResponse } from '../../../api/transport.ts';
import { customFacts } from '../custom/custom-facts.ts';
import type { CustomKind } from '../custom/custom-kinds.ts';
import { notSimulated } from '../refusals.ts';
import type { Registry } from '../rest/registry.ts';
import { reviews } from '../reviews/reviews.ts';
import { groupVersionOf, isServedIn } from '../strategy.ts';
import { documentHash, withEtag } from './etag.ts';
import { healthAnswer } from './health.ts';
import { jsonResponse } from './json-response.ts';
import { createOpenApi, openApiV2 } from './openapi.ts';
import { SERVER_VERSION } from './server-version.ts';

interface ResourceFact {
  readonly groupVersion: string;
  readonly name: string;
  readonly singular?: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly responseKind?: { readonly group: string; readonly version: string };
}

/** Served although nothing of it is stored: a binding is written into its pod. */
const BINDINGS = 'bindings';
const AGGREGATED = 'g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Answers what the API consists of: /api, /apis, /version, health and OpenAPI. undefined for everything else. */
export function createDiscovery(registry: Registry, fieldDocs: () => FieldDocs | undefined) {
  const always = servedResources(registry);
  const versionsOf = (facts: readonly ResourceFact[]) => [...new Set(facts.map(({ groupVersion }) => groupVersion))];
  let [served, groupVersions] = [always, versionsOf(always)];
  const openApi = createOpenApi(groupVersions, served, fieldDocs);

  const hashes = new Map<boolean, string>();
  let custom: readonly CustomKind[] = [];

  /** Takes in what was defined, or is defined no longer, since the last request. */
  function look(): void {
    const now = registry.context.strategies.custom;
    if (now === custom) return;
    custom = now;
    served = [...always, ...now.flatMap((kind): readonly ResourceFact[] => customFacts(kind))];
    groupVersions = versionsOf(served);
    hashes.clear();
  }

  return (request: ApiRequest): ApiResponse | undefined => {
    const { method, path, headers, query } = request;
    if (method !== 'GET') return undefined;
    look();
    const where = path.replace(/\/+$/, '');
    const aggregated = (headers.accept ?? '').replace(/\s/g, '').includes(AGGREGATED);
    if (path === '/') return jsonResponse({ paths: pathsOf(groupVersions) });
    if (where === '/metrics') throw notSimulated('metrics of the API server');
    if (where === '/version') return jsonResponse(SERVER_VERSION);
    const health = /^\/(healthz|livez|readyz)(?:\/(.+))?$/.exec(where);
    if (health !== null) return healthAnswer(health[1]!, health[2], query);
    if (where.startsWith('/openapi/v3')) return openApi(request);
    if (where === '/openapi/v2') return openApiV2(versionsOf(always), always, fieldDocs() ?? {});
    if (where === '/api' || where === '/apis') {
      const legacy = where === '/api';
      if (aggregated) {
        const answer = aggregatedDiscovery(served, legacy);
        const hash = hashes.get(legacy) ?? documentHash(answer.body);
        hashes.set(legacy, hash);
        return withEtag(request, answer, hash);
      }
      return jsonResponse(legacy ? apiVersions() : apiGroupList(groupVersions));
    }
    const parts = where.split('/').slice(1);
    if (parts[0] === 'apis' && parts.length === 2) {
      const group = apiGroupList(groupVersions).groups.find(({ name }) => name === parts[1]);
      return group === undefined ? undefined : jsonResponse({ kind: 'APIGroup', apiVersion: 'v1', ...group });
    }
    const groupVersion =
      parts[0] === 'api' && parts.length === 2
        ? parts[1]!
        : parts[0] === 'apis' && parts.length === 3
          ? `${parts[1]}/${parts[2]}`
          : '';
    if (!groupVersions.includes(groupVersion)) return undefined;
    return jsonResponse({
      kind: 'APIResourceList',
      ...(groupVersion === 'v1' ? {} : { apiVersion: 'v1' }),
      groupVersion,
      resources: served.filter((fact) => fact.groupVersion === groupVersion).map(apiResource),
    });
  };
}

/** What a server lists at its root. */
function pathsOf(groupVersions: readonly string[]): readonly string[] {
  const groups = groupVersions
    .filter((one) => one.includes('/'))
    .flatMap((one) => [`/apis/${one.split('/')[0]}`, `/apis/${one}`]);
  const others = ['/healthz', '/livez', '/openapi/v2', '/openapi/v3', '/openapi/v3/', '/readyz', '/version'];
  return [...new Set(['/api', '/api/v1', '/apis', '/apis/', ...groups, ...others])].sort();
}

/** What discovery knows of the kinds and subresources that are registered. */
function servedResources(registry: Registry): readonly ResourceFact[] {
  const all = discoveryFacts as unknown as readonly ResourceFact[];
  return all.filter(({ groupVersion, name }) => {
    const [plural, subresource] = name.split('/');
    if (name === BINDINGS) return registry.context.strategies.groupVersions.includes(groupVersion);
    if (reviews.some(({ resource }) => resource.plural === name && groupVersionOf(resource) === groupVersion))
      return true;
    const strategy = registry.context.strategies.all.find(
      (candidate) => candidate.resource.plural === plural && isServedIn(candidate, groupVersion),
    );
    if (strategy === undefined) return false;
    return subresource === undefined || strategy.subresources?.includes(subresource) === true;
  });
}

function apiResource(fact: ResourceFact) {
  const { name, singular = '', namespaced, kind, verbs, shortNames, categories, responseKind } = fact;
  return { name, singularName: singular, namespaced, ...responseKind, kind, verbs, shortNames, categories };
}

function apiVersions() {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '172.30.1.2:6443' }],
  };
}

function apiGroupList(groupVersions: readonly string[]) {
  const groups = new Map<string, { readonly groupVersion: string; readonly version: string }[]>();
  for (const groupVersion of groupVersions) {
    const [name = '', version] = groupVersion.split('/');
    if (version === undefined) continue;
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [{ groupVersion, version }]);
    else known.push({ groupVersion, version });
  }
  // The recorded facts have the preferred version of each group first.
  const listed = [...groups].map(([name, versions]) => ({ name, versions, preferredVersion: versions[0] }));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: listed };
}

/** Models apiserver endpoints/discovery/aggregated. */
function aggregatedDiscovery(served: readonly ResourceFact[], legacy: boolean): ApiResponse {
  const own = served.filter(({ groupVersion }) => groupVersion.includes('/') !== legacy);
  const nameOf = (groupVersion: string) => (groupVersion.includes('/') ? groupVersion.split('/')[0]! : '');
  const items = [...new Set(own.map(({ groupVersion }) => nameOf(groupVersion)))].map((group) => {
    const groupVersions = new Set(own.map(({ groupVersion }) => groupVersion).filter((one) => nameOf(one) === group));
    const versions = [...groupVersions].map((groupVersion) => {
      const version = groupVersion.slice(group === '' ? 0 : group.length + 1);
      const facts = own.filter((fact) => fact.groupVersion === groupVersion);
      const resources = facts
        .filter(({ name }) => !name.includes('/'))
        .map((fact) => aggregatedResource(fact, facts, group, version));
      return { version, resources, freshness: 'Current' };
    });
    return { metadata: { ...(group === '' ? {} : { name: group }), creationTimestamp: null }, versions };
  });
  const body = { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items };
  return { status: 200, headers: { 'content-type': `application/json;${AGGREGATED}` }, body };
}

function aggregatedResource(fact: ResourceFact, all: readonly ResourceFact[], group: string, version: string) {
  const scope = fact.namespaced ? 'Namespaced' : 'Cluster';
  const subresources = all
    .filter(({ name }) => name.startsWith(`${fact.name}/`))
    .map(({ name, kind, verbs, responseKind }) => ({
      subresource: name.slice(fact.name.length + 1),
      responseKind: { group: '', version: '', ...responseKind, kind },
      verbs,
    }));
  return {
    resource: fact.name,
    responseKind: { group, version, kind: fact.kind },
    scope,
    singularResource: fact.singular ?? '',
    verbs: fact.verbs,
    ...(fact.shortNames === undefined ? {} : { shortNames: fact.shortNames }),
    ...(fact.categories === undefined ? {} : { categories: fact.categories }),
    ...(subresources.length === 0 ? {} : { subresources }),
  };
}

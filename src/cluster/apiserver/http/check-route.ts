import { ApiError } from '../../../api/api-error.ts';
import discoveryFacts from '../../../api/schema/discovery.json' with { type: 'json' };
import type { ApiRequest } from '../../../api/transport.ts';
import { customVerbs } from '../custom/custom-facts.ts';
import { methodNotAllowed } from './answer-review.ts';
import type { ResourcePath } from './request-path.ts';

interface RouteFact {
  readonly groupVersion: string;
  readonly name: string;
  readonly verbs: readonly string[];
}

const verbs = new Map(
  (discoveryFacts as unknown as readonly RouteFact[]).map(({ groupVersion, name, verbs }) => [
    `${groupVersion}/${name}`,
    new Set(verbs),
  ]),
);

/** The verbs for which a method is served: on one object or subresource, and on a collection. */
const METHODS: Readonly<Record<string, readonly [one: string, collection: string]>> = {
  GET: ['get', 'list'],
  PUT: ['update', ''],
  PATCH: ['patch', ''],
  DELETE: ['delete', 'deletecollection'],
};

/** What go-restful answers for an address that is below a served group version, and is nothing. */
export const notFoundRoute = () =>
  new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});

/** Refuses subresources that are not served, and methods that the address does not have. */
export function checkRoute({ method }: ApiRequest, path: ResourcePath): void {
  const { strategy, namespace, name, subresource, groupVersion } = path;
  if (subresource !== '' && strategy.subresources?.includes(subresource) !== true) throw notFoundRoute();
  if (path.watch === true && subresource !== '') throw notFoundRoute();
  const { plural, type } = strategy.resource;
  const address = `${groupVersion}/${subresource === '' ? plural : `${plural}/${subresource}`}`;
  const served = type === undefined ? verbs.get(address) : new Set(customVerbs(subresource));
  const verb =
    method === 'POST' ? (name === '' || subresource !== '' ? 'create' : '') : METHODS[method]?.[name === '' ? 1 : 0];
  if (served?.has(verb ?? '') !== true) throw methodNotAllowed();
  // Objects of all namespaces are only read together.
  if (strategy.resource.namespaced && namespace === undefined && method !== 'GET') throw methodNotAllowed();
}

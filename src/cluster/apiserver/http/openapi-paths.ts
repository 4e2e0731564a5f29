/** What the paths of a document are made from. */
export interface PathFact {
  readonly groupVersion: string;
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

const ACTIONS: Readonly<Record<string, readonly [verb: string, method: string, onCollection: boolean]>> = {
  list: ['list', 'get', true],
  post: ['create', 'post', true],
  deletecollection: ['deletecollection', 'delete', true],
  get: ['get', 'get', false],
  put: ['update', 'put', false],
  patch: ['patch', 'patch', false],
  delete: ['delete', 'delete', false],
};
/** Says to clients that the server validates fields itself. */
const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'].map((name) => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
}));

/** The paths of the resources of one group version: enough to find a kind's schema and what can be done with it. */
export function openApiPaths(facts: readonly PathFact[], group: string, version: string): Record<string, unknown> {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const paths: Record<string, unknown> = {};
  for (const { name, kind, namespaced, verbs } of facts) {
    if (name.includes('/')) continue;
    const base = `${root}${namespaced ? '/namespaces/{namespace}' : ''}/${name}`;
    const gvk = { group, version, kind };
    const collection = operations(verbs, gvk, true);
    paths[base] = collection;
    paths[`${base}/{name}`] = operations(verbs, gvk, false);
    if (namespaced) paths[`${root}/${name}`] = { get: collection.get };
  }
  return paths;
}

function operations(verbs: readonly string[], gvk: object, collection: boolean): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [action, [verb, method, onCollection]] of Object.entries(ACTIONS)) {
    if (onCollection !== collection || !verbs.includes(verb)) continue;
    const writes = method === 'post' || method === 'put' || method === 'patch';
    found[method] = {
      ...(writes ? { parameters: WRITE_PARAMETERS } : {}),
      responses: { 200: { description: 'OK' } },
      'x-kubernetes-action': action,
      'x-kubernetes-group-version-kind': gvk,
    };
  }
  return found;
}

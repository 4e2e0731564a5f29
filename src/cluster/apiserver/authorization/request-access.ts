import type { ApiRequest } from '../../../api/transport.ts';
import { queryFlag, queryValue } from '../http/query.ts';
import { pathSegmentName } from '../validation/names.ts';
import type { AccessAttributes } from './access-attributes.ts';

const VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  GET: 'get',
  HEAD: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};
const SELECTING = ['list', 'watch', 'deletecollection'];
const NAMESPACE_SUBRESOURCES = ['status', 'finalize'];

/** What a request wants to do, read from its address alone. Models apiserver endpoints/request NewRequestInfo. */
export function accessOf(request: ApiRequest): AccessAttributes {
  const { method, path, user } = request;
  const parts = path.replace(/^\/+|\/+$/g, '').split('/');
  const asPath: AccessAttributes = { kind: 'path', user, verb: method.toLowerCase(), path };
  const legacy = parts[0] === 'api';
  if (!legacy && parts[0] !== 'apis') return asPath;
  if (parts.length < (legacy ? 3 : 4)) return asPath;
  const group = legacy ? '' : parts[1]!;
  let rest = parts.slice(legacy ? 2 : 3);
  let verb = VERBS[method] ?? '';
  if (rest.length > 1 && (rest[0] === 'watch' || rest[0] === 'proxy')) {
    verb = rest[0];
    rest = rest.slice(1);
  }
  let namespace = '';
  if (rest[0] === 'namespaces' && rest.length > 1) {
    namespace = rest[1]!;
    if (rest.length > 2 && !NAMESPACE_SUBRESOURCES.includes(rest[2]!)) rest = rest.slice(2);
  }
  const [resource = '', named = '', subresource = ''] = rest;
  let name = named;
  if (name === '' && verb === 'get') {
    verb = queryFlag(request.query, 'watch') ? 'watch' : 'list';
    name = selectedName(queryValue(request.query, 'fieldSelector'));
  } else if (name === '' && verb === 'delete') verb = 'deletecollection';
  const asked = { kind: 'resource', user, verb, namespace, group, resource, subresource, name } as const;
  const fieldSelector = SELECTING.includes(verb) ? queryValue(request.query, 'fieldSelector') : undefined;
  return fieldSelector === undefined ? asked : { ...asked, fieldSelector };
}

/** A list of the one object with a name is judged like that object. */
function selectedName(fieldSelector: string | undefined): string {
  const found = /(?:^|,)metadata\.name==?([^,]*)/.exec(fieldSelector ?? '')?.[1] ?? '';
  return pathSegmentName(found, false).length === 0 ? found : '';
}

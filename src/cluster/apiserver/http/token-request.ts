import { goQuote } from '../../../api/go-quote.ts';
import type { KubeObject } from '../../../api/object.ts';
import { nodes, pods, type Resource, secrets, serviceAccounts } from '../../../api/resources.ts';
import { formatTime } from '../../../api/time.ts';
import type { ApiRequest, ApiResponse } from '../../../api/transport.ts';
import type { BoundObjectReference, TokenRequest } from '../../../api/types/authentication.ts';
import type { ServiceAccount } from '../../../api/types/core.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { BoundName } from '../authentication/json-web-token.ts';
import { ISSUER, type TokenOrder } from '../authentication/service-account-tokens.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { badRequest, conflict, invalidObject, notFoundError } from '../refusals.ts';
import { type RegistryContext, storeKey } from '../rest/registry-context.ts';
import { resourceName } from '../strategy.ts';
import { methodNotAllowed } from './answer-review.ts';
import { decodeObject, fieldValidation, readStrictBody } from './decode-body.ts';
import { jsonResponse } from './json-response.ts';
import { negotiate } from './negotiate.ts';
import type { ResourcePath } from './request-path.ts';

const TOKEN_REQUEST: Resource<TokenRequest> = {
  group: 'authentication.k8s.io',
  version: 'v1',
  plural: 'tokenrequests',
  kind: 'TokenRequest',
  namespaced: true,
};
const DEFAULT_SECONDS = 60 * 60;
const LEAST_SECONDS = 10 * 60;
/** The tokens of pods ask for this; they last a year, since old clients read them once only. */
const POD_TOKEN_SECONDS = 60 * 60 + 7;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Answers POST serviceaccounts/NAME/token. Models pkg/registry/core/serviceaccount/storage TokenREST.Create. */
export function requestToken(context: RegistryContext, request: ApiRequest, path: ResourcePath): ApiResponse {
  if (request.method !== 'POST') throw methodNotAllowed();
  negotiate(request, []);
  const { name, namespace = '' } = path;
  const decoded = decodeObject(TOKEN_REQUEST, readStrictBody(request), fieldValidation(request));
  const { metadata, spec = {}, ...type } = decoded.object as TokenRequest;
  checkNames(metadata, namespace, name);
  const account = context.store.get('serviceaccounts', storeKey(namespace, name)) as ServiceAccount | undefined;
  if (account === undefined) throw notFoundError(serviceAccounts, name);
  const { expirationSeconds = DEFAULT_SECONDS, boundObjectRef } = spec;
  const errors = lifetimeErrors(expirationSeconds);
  if (errors.length > 0) throw invalidObject(TOKEN_REQUEST, '', errors);
  const audiences = spec.audiences === undefined || spec.audiences.length === 0 ? [ISSUER] : spec.audiences;
  const bound = boundObjectRef === undefined ? {} : findBound(context, boundObjectRef, namespace, name);
  const extended = expirationSeconds === POD_TOKEN_SECONDS && bound.pod !== undefined && audiences.includes(ISSUER);
  const token = context.authenticator.serviceAccounts.issue({
    account,
    audiences,
    bound,
    expirationSeconds: extended ? YEAR_SECONDS : expirationSeconds,
    ...(extended ? { warnAfterSeconds: expirationSeconds } : {}),
  });
  const now = context.world.clock.now();
  const answer = {
    ...type,
    metadata: { ...metadata, name, namespace, creationTimestamp: formatTime(now) },
    spec: { audiences, expirationSeconds, boundObjectRef: boundObjectRef ?? null },
    status: { token, expirationTimestamp: formatTime(now + expirationSeconds * 1000) },
  };
  return jsonResponse(answer, 201, decoded.warnings);
}

function checkNames(metadata: KubeObject['metadata'], namespace: string, name: string): void {
  const refuse = (field: 'name' | 'namespace', given: string) => {
    const why = `must match the service account ${field} if specified`;
    return invalidObject(TOKEN_REQUEST, name, [invalid(`metadata.${field}`, given, why)]);
  };
  if (metadata.name && metadata.name !== name) throw refuse('name', metadata.name);
  if (metadata.namespace && metadata.namespace !== namespace) throw refuse('namespace', metadata.namespace);
}

/** Models pkg/apis/authentication/validation ValidateTokenRequest. */
function lifetimeErrors(seconds: number): readonly FieldError[] {
  const field = 'spec.expirationSeconds';
  if (seconds < LEAST_SECONDS) return [invalid(field, seconds, 'may not specify a duration less than 10 minutes')];
  if (seconds <= 2 ** 32) return [];
  return [invalid(field, seconds, 'may not specify a duration larger than 2^32 seconds')];
}

/** The object with whose end the token ends too. */
function findBound(
  { store }: RegistryContext,
  { apiVersion = '', kind = '', name = '', uid = '' }: BoundObjectReference,
  namespace: string,
  account: string,
): TokenOrder['bound'] {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const find = (resource: Resource): KubeObject => {
    const object = store.get(resourceName(resource), storeKey(resource.namespaced ? namespace : undefined, name));
    if (object === undefined) throw notFoundError(resource, name);
    if (uid !== '' && object.metadata.uid !== uid) {
      const why = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
      throw conflict({ ...resource, plural: kind }, name, why);
    }
    return object;
  };
  const named = ({ metadata }: KubeObject): BoundName => ({ name: metadata.name, uid: metadata.uid });
  if (group === '' && kind === 'Pod') {
    const pod = find(pods) as Pod;
    const { serviceAccountName, nodeName = '' } = pod.spec;
    if (serviceAccountName !== account) {
      const whose = `cannot bind token for serviceaccount ${goQuote(account)}`;
      throw badRequest(`${whose} to pod running with different serviceaccount name.`);
    }
    const node = nodeName === '' ? undefined : store.get('nodes', nodeName);
    return node === undefined ? { pod } : { pod, node: named(node) };
  }
  if (group === '' && kind === 'Node') return { node: named(find(nodes)) };
  if (group === '' && kind === 'Secret') return { secret: find(secrets) };
  throw badRequest(`cannot bind token to object of type ${group}/${version}, Kind=${kind}`);
}

import { ApiError } from '../../../api/api-error.ts';
import type { ApiRequest, ApiResponse } from '../../../api/transport.ts';
import { badRequest } from '../refusals.ts';
import type { RegistryContext } from '../rest/registry-context.ts';
import type { AnyReview } from '../reviews/review.ts';
import { reviews } from '../reviews/reviews.ts';
import { decodeObject, fieldValidation, readStrictBody } from './decode-body.ts';
import { jsonResponse } from './json-response.ts';
import { negotiate } from './negotiate.ts';

const GROUPS = new Set(reviews.map(({ resource }) => resource.group));

/** Answers the resources that are only questions; undefined for every other address. */
export function answerReview(context: RegistryContext, request: ApiRequest): ApiResponse | undefined {
  const parts = request.path.split('/').filter((part) => part !== '');
  if (parts[0] !== 'apis' || !GROUPS.has(parts[1] ?? '')) return undefined;
  const namespace = parts[3] === 'namespaces' ? parts[4] : undefined;
  const rest = parts.slice(namespace === undefined ? 3 : 5);
  const found = reviews.find(
    ({ resource }) =>
      resource.group === parts[1] &&
      resource.version === parts[2] &&
      resource.plural === rest[0] &&
      resource.namespaced === (namespace !== undefined),
  );
  if (found === undefined || rest.length > 1) return undefined;
  if (request.method !== 'POST') throw methodNotAllowed();
  return created(context, request, found, namespace);
}

/** Models the go-restful container's answer to a method that an address does not have. */
export const methodNotAllowed = () =>
  new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});

function created(
  context: RegistryContext,
  request: ApiRequest,
  { resource, answer }: AnyReview,
  namespace: string | undefined,
): ApiResponse {
  const shape = negotiate(request, ['metadata']);
  const { object, warnings } = decodeObject(resource, readStrictBody(request), fieldValidation(request));
  const given = object.metadata.namespace ?? '';
  if (given !== '' && resource.namespaced && given !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  const answered = answer(object, { context, user: request.user, namespace }) as { readonly metadata?: object };
  const metadata = { creationTimestamp: null, ...answered.metadata };
  const shown =
    shape === 'metadata'
      ? { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata }
      : { ...answered, metadata };
  return jsonResponse(shown, 201, warnings);
}

import { ApiError } from '../../../api/api-error.ts';
import type { ExecAnswer } from '../../../api/exec.ts';
import type { FieldDocs } from '../../../api/field-docs.ts';
import { type ApiRequest, type ApiResponse, type Query, ResponseStream, type Status } from '../../../api/transport.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { writeYaml } from '../../../api/yaml-write.ts';
import { type Authorizer, isPrivileged } from '../authorization/authorizer.ts';
import { forbiddenAccess } from '../authorization/forbidden-access.ts';
import { impersonated } from '../authorization/impersonation.ts';
import { accessOf } from '../authorization/request-access.ts';
import { badRequest, internalServerError } from '../refusals.ts';
import type { Registry } from '../rest/registry.ts';
import type { StrategyTable } from '../rest/registry-context.ts';
import { answerReview, methodNotAllowed } from './answer-review.ts';
import { notFoundRoute } from './check-route.ts';
import { readBody } from './decode-body.ts';
import { createDiscovery } from './discovery.ts';
import { JSON_TYPE, warningOf } from './json-response.ts';
import { negotiateMedia } from './negotiate.ts';
import { parsePath } from './request-path.ts';
import { createResourceHandler } from './resource-handler.ts';

/** Where the logs of containers come from: text, or a stream of text when followed. Refusals throw ApiError. */
export type LogSource = (pod: Pod, query: Query) => string | ResponseStream<string>;

/** Runs a command in a container. Refusals throw ApiError. */
export type ExecSource = (pod: Pod, container: string, command: readonly string[], stdin: string) => ExecAnswer;

/** What the parts that run containers answer; each is there once that part is. */
export interface ContainerSources {
  logs?: LogSource;
  exec?: ExecSource;
}

/** Answers requests of those who may ask them. A refusal becomes a Status. */
export function createHandler(
  registry: Registry,
  containers: ContainerSources,
  fieldDocs: () => FieldDocs | undefined,
) {
  const discovery = createDiscovery(registry, fieldDocs);
  const resources = createResourceHandler(registry, containers);

  const { context } = registry;

  return (incoming: ApiRequest): ApiResponse => inAskedMedia(incoming, answer(incoming));

  function answer(incoming: ApiRequest): ApiResponse {
    try {
      const request = impersonated(incoming, context.authorizer);
      if ('status' in request) return request;
      authorize(request, context.authorizer);
      const found = discovery(request) ?? answerReview(context, request);
      if (found !== undefined) return found;
      const path = parsePath(ofPod(request), context.strategies);
      if (path === undefined) {
        if (isBelowServed(request.path, context.strategies)) throw notFoundRoute();
        return pageNotFound();
      }
      const { deprecation } = path.strategy;
      const response = refusedOr(() => resources(request, path));
      return deprecation === undefined ? response : warningOf(deprecation, response);
    } catch (error) {
      return refusal(error);
    }
  }
}

function refusedOr(answer: () => ApiResponse): ApiResponse {
  try {
    return answer();
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): ApiResponse {
  if (error instanceof ApiError) return statusResponse(error.status);
  // A request must not take the cluster with it: like a panic in Kubernetes, our own bug answers 500.
  return statusResponse(internalServerError(error instanceof Error ? error.message : String(error)).status);
}

/** The answer as YAML for those who ask for that. */
function inAskedMedia(request: ApiRequest, response: ApiResponse): ApiResponse {
  if (request.headers.accept?.includes('yaml') !== true || response.headers['content-type'] !== JSON_TYPE)
    return response;
  if (typeof response.body !== 'object' || response.body instanceof ResponseStream) return response;
  if (!wantsYaml(request)) return response;
  return {
    ...response,
    headers: { ...response.headers, 'content-type': 'application/yaml' },
    body: writeYaml(response.body),
  };
}

/** Models apiserver endpoints/filters WithAuthorization. */
function authorize(request: ApiRequest, authorizer: Authorizer): void {
  if (isPrivileged(request.user)) return;
  const asked = accessOf(request);
  const { allowed, reason } = authorizer.authorize(asked);
  if (!allowed) throw forbiddenAccess(asked, reason);
}

function statusResponse(status: Status): ApiResponse {
  return { status: status.code, headers: { 'content-type': JSON_TYPE }, body: status };
}

/** What is not below /api or /apis at all is answered in plain text. */
function pageNotFound(): ApiResponse {
  return { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: '404 page not found\n' };
}

/** Models the path director of the server: what is below the root of a served group is for go-restful to answer. */
function isBelowServed(path: string, { groupVersions }: StrategyTable): boolean {
  const [root, group] = path.split('/').filter((part) => part !== '');
  if (root === 'api') return true;
  return root === 'apis' && groupVersions.some((one) => one.includes('/') && one.split('/')[0] === group);
}

/** A binding may be posted by itself and names its pod. Models pkg/registry/core/pod/storage LegacyBindingREST. */
function ofPod(request: ApiRequest): ApiRequest {
  const found = /^(\/api\/v1\/namespaces\/[^/]+)\/bindings\/?$/.exec(request.path);
  if (found === null) return request;
  if (request.method !== 'POST') throw methodNotAllowed();
  const { metadata } = (readBody(request) ?? {}) as { readonly metadata?: { readonly name?: unknown } };
  const name = typeof metadata?.name === 'string' ? metadata.name : '';
  if (name === '') throw badRequest('name must be provided');
  return { ...request, path: `${found[1]}/pods/${name}/binding` };
}

/** A refusal of what was asked for is JSON. */
function wantsYaml(request: ApiRequest): boolean {
  try {
    return negotiateMedia(request).media === 'yaml';
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

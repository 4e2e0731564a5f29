import type { KubeObject } from '../../../api/object.ts';
import type { Resource } from '../../../api/resources.ts';
import type { ApiRequest, ApiResponse } from '../../../api/transport.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Eviction } from '../../../api/types/policy.ts';
import { forbiddenAccess } from '../authorization/forbidden-access.ts';
import { accessOf } from '../authorization/request-access.ts';
import { badRequest, conflict, invalidOptions, notFoundError, notSimulated } from '../refusals.ts';
import { evictPod } from '../rest/pod-eviction.ts';
import type { Registry } from '../rest/registry.ts';
import type { WriteOptions } from '../rest/registry-context.ts';
import { SCALE } from '../rest/scale-view.ts';
import { answerComputed } from './answer-computed.ts';
import { methodNotAllowed } from './answer-review.ts';
import { checkRoute } from './check-route.ts';
import { decodeObject, fieldValidation, readStrictBody } from './decode-body.ts';
import { deleteAll, deleteOne } from './delete-objects.ts';
import { optionErrors } from './delete-options.ts';
import { execInPod } from './exec-in-pod.ts';
import type { ContainerSources } from './handler.ts';
import { jsonResponse } from './json-response.ts';
import { listObjects } from './list-objects.ts';
import { negotiate } from './negotiate.ts';
import { patchRequest } from './patch-request.ts';
import { queryFlag, queryValue } from './query.ts';
import type { ResourcePath } from './request-path.ts';
import { refuseFuture, versionForWatch } from './resource-version.ts';
import { scaleCells } from './scale-cells.ts';
import { servedObject } from './served-object.ts';
import { servedView } from './served-view.ts';
import { partialMetadata, tableOf } from './table.ts';
import { requestToken } from './token-request.ts';
import { watchObjects } from './watch-objects.ts';
import { createWatchTimers } from './watch-timers.ts';
import { writeOptions } from './write-options.ts';

/** Subresources that are no view of the object. */
const SPECIAL: ReadonlySet<string> = new Set(['log', 'exec', 'binding', 'eviction', 'token']);

/** Subresources that lead to programs within containers, of which there are none. */
const NOT_REACHED: Readonly<Record<string, string>> = {
  proxy: 'requests to programs in containers',
  attach: 'the output of programs in containers',
  portforward: 'connections to programs in containers',
};

const BINDING: Resource = { group: '', version: 'v1', plural: 'bindings', kind: 'Binding', namespaced: true };
const EVICTION: Resource = { group: 'policy', version: 'v1', plural: 'evictions', kind: 'Eviction', namespaced: true };

/** Answers requests for objects: the verbs of the API on top of the registry. */
export function createResourceHandler(registry: Registry, containers: ContainerSources) {
  const timers = createWatchTimers(registry.context.world);

  return function handle(request: ApiRequest, path: ResourcePath): ApiResponse {
    const { method, query } = request;
    const { strategy, name, subresource } = path;
    checkRoute(request, path);
    if (strategy.computed !== undefined) return answerComputed(registry.context, request, path);
    const behind = NOT_REACHED[subresource];
    if (behind !== undefined) throw notSimulated(behind);
    if (subresource !== '' && SPECIAL.has(subresource)) return special(request, path);
    if (method === 'GET') {
      if (path.watch === true) return watchObjects(registry.context, timers, request, path);
      if (name !== '') return read(request, path);
      return queryFlag(query, 'watch')
        ? watchObjects(registry.context, timers, request, path)
        : listObjects(registry.context, request, path);
    }
    // An answer that cannot be written is refused before anything is.
    negotiate(request);
    writeOptions(request);
    if (method === 'POST' && name === '') return create(request, path);
    if (method === 'PUT' && name !== '') return replace(request, path);
    if (method === 'PATCH' && name !== '') {
      const patched = patchRequest(registry, request, path);
      return show(request, path, patched, patched.created === true ? 201 : 200);
    }
    if (method === 'DELETE' && name === '') return deleteAll(registry.context, request, path);
    if (method === 'DELETE') {
      const shown = (object: KubeObject, status: number) => show(request, path, { object, warnings: [] }, status);
      return deleteOne(registry.context, request, path, shown);
    }
    throw methodNotAllowed();
  };

  function read(request: ApiRequest, path: ResourcePath): ApiResponse {
    const { strategy, namespace, name, subresource } = path;
    refuseFuture(versionForWatch(queryValue(request.query, 'resourceVersion') ?? ''), registry.context.store.revision);
    const object = registry.find(strategy.resource, namespace, name);
    if (object === undefined) {
      throw notFoundError(subresource === 'scale' ? scaleResource(strategy.resource) : strategy.resource, name);
    }
    return show(request, path, { object, warnings: [] });
  }

  function show(
    request: ApiRequest,
    path: ResourcePath,
    { object, warnings }: { readonly object: KubeObject; readonly warnings: readonly string[] },
    status = 200,
  ): ApiResponse {
    const shape = negotiate(request);
    const view = servedView(path.strategy, path.subresource, path.groupVersion);
    const seen = view.shown(object);
    if (shape === 'metadata') return jsonResponse(partialMetadata(seen), status, warnings);
    if (shape === 'object') return jsonResponse(servedObject(seen), status, warnings);
    const nowMs = registry.context.world.clock.now();
    const { resourceVersion } = object.metadata;
    const scale = view.resource === SCALE;
    const kind = scale ? { resource: SCALE, cells: scaleCells } : path.strategy;
    const rows = scale ? [seen] : [object];
    const table = tableOf(kind, rows, { resourceVersion }, request.query, { nowMs }, scale ? {} : { view });
    return jsonResponse(table, status, warnings);
  }

  function create(request: ApiRequest, path: ResourcePath): ApiResponse {
    const { strategy, namespace } = path;
    const view = servedView(strategy, '', path.groupVersion);
    const decoded = decodeObject(view.resource, readStrictBody(request), fieldValidation(request));
    const given = decoded.object.metadata.namespace;
    const target = strategy.resource.namespaced ? (namespace ?? given) : undefined;
    const options = writeOptions(request, path.groupVersion);
    const object = registry.create(strategy.resource, target, view.written(decoded.object, undefined), options);
    const advice = strategy.warnings?.(object, undefined) ?? [];
    const warnings = [...decoded.warnings, ...advice, ...(options.warnings ?? [])];
    return show(request, path, { object, warnings }, 201);
  }

  function replace(request: ApiRequest, path: ResourcePath): ApiResponse {
    const { strategy, namespace, name, subresource } = path;
    const view = servedView(strategy, subresource, path.groupVersion);
    const decoded = decodeObject(view.resource, readStrictBody(request), fieldValidation(request));
    const { metadata } = decoded.object;
    if (metadata.name !== name) {
      throw badRequest(`the name of the object (${metadata.name ?? ''}) does not match the name on the URL (${name})`);
    }
    if (namespace !== undefined && metadata.namespace !== undefined && metadata.namespace !== namespace) {
      throw badRequest(
        `the namespace of the object (${metadata.namespace}) does not match the namespace on the URL (${namespace})`,
      );
    }
    const complete = {
      ...decoded.object,
      metadata: namespace === undefined ? metadata : { ...metadata, namespace },
    };
    const options = writeOptions(request, path.groupVersion);
    const old = registry.find(strategy.resource, namespace, name);
    if (old === undefined && strategy.createsOnUpdate === true && subresource === '') {
      const made = createByPut(request, path, view.written(complete, undefined), options);
      return show(request, path, { object: made, warnings: [...decoded.warnings, ...(options.warnings ?? [])] }, 201);
    }
    const object = registry.update(strategy.resource, subresource, complete, options, view);
    const advice = subresource === '' ? (strategy.warnings?.(object, old) ?? []) : [];
    const warnings = [...decoded.warnings, ...advice, ...(options.warnings ?? [])];
    return show(request, path, { object, warnings });
  }

  /** Whoever creates so must be allowed to create as well. Models endpoints/handlers withAuthorization. */
  function createByPut(
    request: ApiRequest,
    { strategy, namespace, name }: ResourcePath,
    object: KubeObject,
    options: WriteOptions,
  ): KubeObject {
    const asked = { ...accessOf(request), verb: 'create' };
    const { allowed, reason } = registry.context.authorizer.authorize(asked);
    if (!allowed) throw forbiddenAccess(asked, reason);
    const { resourceVersion, uid, ...metadata } = object.metadata;
    if (uid !== undefined && uid !== '') {
      const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: `;
      throw conflict(strategy.resource, name, why);
    }
    return registry.create(strategy.resource, namespace, { ...object, metadata }, options);
  }

  function special(request: ApiRequest, path: ResourcePath): ApiResponse {
    const { namespace = '', name, subresource, strategy } = path;
    if (subresource === 'log' && request.method === 'GET') {
      const pod = registry.find(strategy.resource, namespace, name) as Pod | undefined;
      if (pod === undefined) throw notFoundError(strategy.resource, name);
      const source = containers.logs;
      if (source === undefined) throw notSimulated('logs of containers without kubelets');
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: source(pod, request.query) };
    }
    if (subresource === 'token') return requestToken(registry.context, request, path);
    if (subresource === 'exec') return execInPod(registry, containers.exec, request, path);
    const kind = subresource === 'binding' ? BINDING : EVICTION;
    const { object, warnings } = decodeObject(kind, readStrictBody(request), fieldValidation(request));
    const { metadata } = object;
    if (subresource === 'binding') {
      if (metadata.name !== name) {
        throw badRequest('name in URL does not match name in Binding object');
      }
      const { target } = object as KubeObject & {
        readonly target?: { readonly kind?: string; readonly name?: string };
      };
      const bound = { uid: metadata.uid, node: target?.name ?? '', kind: target?.kind };
      registry.bind(namespace, name, bound, writeOptions(request));
    } else {
      if (metadata.name !== name) throw badRequest('name in URL does not match name in Eviction object');
      const { deleteOptions: options = {} } = object as Eviction;
      const errors = optionErrors(options);
      if (errors.length > 0) throw invalidOptions('DeleteOptions', errors);
      evictPod(registry.context, namespace, name, options, writeOptions(request));
    }
    const made = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
    return jsonResponse(made, 201, warnings);
  }
}

/** Models ScaleREST.Get, which names what it could not find so. */
function scaleResource(resource: Resource): Resource {
  return {
    ...resource,
    group: resource.group === '' ? SCALE.group : resource.group,
    plural: `${resource.plural}/scale`,
  };
}

import type { Query } from '../api/transport.ts';
import type { ApiResource, KubectlContext } from './context.ts';
import { type JsonObject, readText } from './json.ts';
import { isNotFound } from './make-context.ts';

/** One object that a command works on. Models cli-runtime resource.Info; commands may replace `object`. */
export interface ResourceInfo {
  readonly resource: ApiResource;
  /** '' for cluster-scoped objects. */
  namespace: string;
  name: string;
  /** The file, `STDIN` or '' when the object was named by arguments. */
  readonly source: string;
  /** The newest known state: from the file, or from the server. */
  object: JsonObject | undefined;
  readonly subresource?: string;
}

/** Reads the object from the server into `info.object`. Models resource.Info.Get, with its second look at the namespace. */
export async function fetchInfo(
  info: ResourceInfo,
  context: KubectlContext,
  options: { readonly accept?: string; readonly query?: Query } = {},
): Promise<JsonObject> {
  try {
    const { body } = await context.request({
      method: 'GET',
      ...address(info),
      accept: options.accept,
      query: options.query,
    });
    info.object = body as JsonObject;
    return info.object;
  } catch (error) {
    if (isNotFound(error) && info.namespace !== '' && info.namespace !== 'default') {
      await throwIfNamespaceIsMissing(info.namespace, context);
    }
    throw error;
  }
}

async function throwIfNamespaceIsMissing(namespace: string, context: KubectlContext): Promise<void> {
  try {
    await context.raw({ method: 'GET', path: `/api/v1/namespaces/${namespace}` });
  } catch (error) {
    if (isNotFound(error)) throw error;
  }
}

/** Where the object lives, for a ResourceRequest. */
export function address(info: ResourceInfo): {
  readonly resource: ApiResource;
  readonly namespace: string;
  readonly name: string;
  readonly subresource?: string;
} {
  const { resource, namespace, name, subresource } = info;
  return { resource, namespace, name, ...(subresource === undefined ? {} : { subresource }) };
}

/** Takes over the server's answer to a write. Models resource.Info.Refresh. */
export function refreshInfo(info: ResourceInfo, object: JsonObject): void {
  info.object = object;
  info.name = readText(object, 'metadata', 'name') || info.name;
  info.namespace = readText(object, 'metadata', 'namespace') || info.namespace;
}

import type { ApiResource } from './context.ts';

/** The request path of a collection, an object or a subresource. Cluster-scoped resources ignore the namespace. */
export function resourcePath(
  resource: ApiResource,
  at: { readonly namespace?: string; readonly name?: string; readonly subresource?: string },
): string {
  const parts = [resource.group === '' ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`];
  if (resource.namespaced && at.namespace !== undefined && at.namespace !== '') parts.push('namespaces', at.namespace);
  parts.push(resource.plural);
  if (at.name !== undefined && at.name !== '') parts.push(at.name);
  if (at.subresource !== undefined && at.subresource !== '') parts.push(at.subresource);
  return parts.join('/');
}

import type { ResourceInfo } from '../resource-info.ts';

/** Models cli-runtime resource.Info String. */
export function infoText({ resource, name, namespace }: ResourceInfo): string {
  const { group, version, plural, kind } = resource;
  return `Resource: "${group}/${version}, Resource=${plural}", GroupVersionKind: "${group}/${version}, Kind=${kind}"\nName: "${name}", Namespace: "${namespace}"`;
}

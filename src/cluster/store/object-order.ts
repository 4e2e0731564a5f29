import type { KubeObject } from '../../api/object.ts';

/** Orders objects as etcd orders their keys (`namespace/name`, byte by byte). */
export function compareByKey(a: KubeObject, b: KubeObject): number {
  const left = a.metadata;
  const right = b.metadata;
  if (left.namespace !== right.namespace) {
    return `${left.namespace ?? ''}/` < `${right.namespace ?? ''}/` ? -1 : 1;
  }
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}

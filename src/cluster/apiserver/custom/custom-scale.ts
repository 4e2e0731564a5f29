import type { KubeObject } from '../../../api/object.ts';
import type { ScalePaths } from '../../../api/types/custom-resource-definition.ts';
import type { ScaleRules } from '../strategy.ts';

type Fields = Readonly<Record<string, unknown>>;

/** `.spec.replicas`, the only kind of path there is here. */
const partsOf = (path: string): readonly string[] => path.split('.').filter((part) => part !== '');

function read(object: unknown, path: string): unknown {
  let value = object;
  for (const part of partsOf(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Fields)[part];
  }
  return value;
}

function write(object: unknown, parts: readonly string[], value: number): unknown {
  const [first, ...rest] = parts;
  if (first === undefined) return value;
  const fields = typeof object === 'object' && object !== null ? (object as Fields) : {};
  return { ...fields, [first]: write(fields[first], rest, value) };
}

const numberAt = (object: KubeObject, path: string): number => {
  const value = read(object, path);
  return typeof value === 'number' ? value : 0;
};

/** Models apiextensions registry/customresource ScaleREST. */
export const customScale = (paths: ScalePaths): ScaleRules => ({
  replicas: (object) => numberAt(object, paths.specReplicasPath),
  replicasPath: partsOf(paths.specReplicasPath),
  withReplicas: (object, replicas) => write(object, partsOf(paths.specReplicasPath), replicas) as KubeObject,
  statusReplicas: (object) => numberAt(object, paths.statusReplicasPath),
  selector(object) {
    const value = paths.labelSelectorPath === undefined ? '' : read(object, paths.labelSelectorPath);
    return typeof value === 'string' ? value : '';
  },
});

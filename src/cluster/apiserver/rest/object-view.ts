import type { KubeObject } from '../../../api/object.ts';
import type { Resource } from '../../../api/resources.ts';
import { invalidObject } from '../refusals.ts';
import { type AnyStrategy, groupVersionOf } from '../strategy.ts';
import { scaleView } from './scale-view.ts';

/** The shape in which a stored object is read and written: its own, that of another group version, or its scale. */
export interface ObjectView {
  /** The group, version and kind of the shape. */
  readonly resource: Resource;
  shown(object: KubeObject): KubeObject;
  /** The stored object that writing `given` makes of `current`. Refusals throw ApiError. */
  written(given: KubeObject, current: KubeObject | undefined): KubeObject;
}

/** The shape a path asks for. Everything but scale and second group versions is the stored object itself. */
export function viewOf(strategy: AnyStrategy, subresource: string, groupVersion?: string): ObjectView {
  if (subresource === 'scale' && strategy.scale !== undefined) return scaleView(strategy.scale);
  const { resource, otherVersions } = strategy;
  const other = otherVersions?.find((candidate) => candidate.groupVersion === groupVersion);
  if (other === undefined || groupVersion === groupVersionOf(resource)) {
    return { resource, shown: (object) => object, written: (given) => given };
  }
  const [group = '', version = ''] = other.groupVersion.split('/');
  return {
    resource: { ...resource, group, version, ...(other.type === undefined ? {} : { type: other.type }) },
    shown: other.toServed,
    written(given, current) {
      const object = other.fromServed(given);
      const errors = other.validate?.(object, current) ?? [];
      if (errors.length > 0) throw invalidObject(resource, object.metadata.name ?? '', errors);
      return object;
    },
  };
}
